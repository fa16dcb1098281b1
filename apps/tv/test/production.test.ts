// @vitest-environment node
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { INSPECTOR_MARKS, inspectorMarksIn } from '@device-flow/app-shared/testing'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { developmentFolder, distFolder } from '../index.js'

beforeAll(() => buildFirst('@device-flow/tv'), 120_000)

test('the television that people get holds nothing of the inspector; the one for development does', async () => {
  expect(await inspectorMarksIn(developmentFolder)).toEqual(INSPECTOR_MARKS)
  expect(await inspectorMarksIn(distFolder)).toEqual([])
})

test('the television loads the code of flow.fetch when it calls its API, and no earlier', async () => {
  const assets = await readdir(join(distFolder, 'assets'))
  expect(assets.filter((name) => /^authorized-call-.*\.js$/.test(name))).toHaveLength(1)
  expect(await readFile(join(distFolder, 'index.html'), 'utf8')).not.toContain('authorized-call')
})

test('the television shows who is signed in without the code that asks the server, which it loads in the background', async () => {
  const assets = await readdir(join(distFolder, 'assets'))
  expect(assets.filter((name) => /^requests-.*\.js$/.test(name))).toHaveLength(1)
  expect(await readFile(join(distFolder, 'index.html'), 'utf8')).not.toContain('requests-')
})

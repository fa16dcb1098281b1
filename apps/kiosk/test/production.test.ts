// @vitest-environment node
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { developmentFolder, distFolder } from '../index.js'

/** Words of the inspector that no minifier changes, and that stand nowhere else. */
const MARKS = ['device-flow-inspector', 'Own window']

async function marksIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const scripts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return MARKS.filter((mark) => scripts.some((script) => script.includes(mark)))
}

beforeAll(() => buildFirst('@device-flow/kiosk'), 120_000)

test('the counter that people get holds nothing of the inspector; the one for development does', async () => {
  expect(await marksIn(developmentFolder)).toEqual(MARKS)
  expect(await marksIn(distFolder)).toEqual([])
})

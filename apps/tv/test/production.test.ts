// @vitest-environment node
import { INSPECTOR_MARKS, inspectorMarksIn } from '@device-flow/app-shared/testing'
import { beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { developmentFolder, distFolder } from '../index.js'

beforeAll(() => buildFirst('@device-flow/tv'), 120_000)

test('the television that people get holds nothing of the inspector; the one for development does', async () => {
  expect(await inspectorMarksIn(developmentFolder)).toEqual(INSPECTOR_MARKS)
  expect(await inspectorMarksIn(distFolder)).toEqual([])
})

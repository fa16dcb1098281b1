// @vitest-environment node
import { INSPECTOR_MARKS, inspectorMarksIn } from '@device-flow/app-shared/testing'
import { expect, test } from 'vitest'
import { developmentFolder, distFolder } from '../index.js'

test('the counter that people get holds nothing of the inspector; the one for development does', async () => {
  expect(await inspectorMarksIn(developmentFolder)).toEqual(INSPECTOR_MARKS)
  expect(await inspectorMarksIn(distFolder)).toEqual([])
})

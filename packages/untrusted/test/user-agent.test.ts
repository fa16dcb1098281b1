import { expect, test } from 'vitest'
import { userAgent } from '../src/index.ts'

test('a request says which software sends it: the app, if it has a name, and device-flow', () => {
  expect([userAgent('1.2.3'), userAgent('1.2.3', null), userAgent('1.2.3', 'kiosk/7 (lobby)')]).toEqual([
    'device-flow/1.2.3',
    'device-flow/1.2.3',
    'kiosk/7 (lobby) device-flow/1.2.3',
  ])
})

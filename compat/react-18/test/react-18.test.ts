import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

// All but those of <Activity>, which React 18 has not.
const files = import.meta.glob(['../../../packages/react/test/*.test.{ts,tsx}', '!**/activity.test.tsx'], {
  eager: true,
})

test('the tests of @device-flow/react run on React 18 here', () => {
  expect([version, domVersion]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)])
  // A pattern that finds none would pass in silence.
  expect(Object.keys(files).length).toBeGreaterThan(6)
})

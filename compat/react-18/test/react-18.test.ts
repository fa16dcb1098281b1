import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

test('the tests of @device-flow/react run on React 18 here', () => {
  expect([version, domVersion]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)])
})

// All but those of <Activity>, which React 18 has not.
import.meta.glob(['../../react/test/*.test.{ts,tsx}', '!**/activity.test.tsx'], { eager: true })

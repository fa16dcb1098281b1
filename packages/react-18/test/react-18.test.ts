import { version } from 'react'
import { expect, test } from 'vitest'

test('the tests of @device-flow/react run on React 18 here', () => {
  expect(version).toMatch(/^18\./)
})

import.meta.glob(['../../react/test/*.test.{ts,tsx}', '!**/activity.test.tsx'], { eager: true })

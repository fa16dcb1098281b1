import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, test } from 'vitest'

test('the tests of @device-flow/react run on React 18 here', () => {
  expect([version, domVersion]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)])
})

// All but those that need what React 18 has not, and what finds its React past the aliases of this workspace.
import.meta.glob(['../../react/test/*.test.{ts,tsx}', '!**/activity.test.tsx', '!**/actor.test.tsx'], { eager: true })

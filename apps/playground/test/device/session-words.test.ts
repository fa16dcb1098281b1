import type { AuthorizedView } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { sessionWords } from '../../src/device/session-words.ts'

const NOW = 1_800_000_000_000

const view = (more: Partial<AuthorizedView>): AuthorizedView => ({
  status: 'authorized',
  claims: undefined,
  scope: undefined,
  accessTokenExpiresAt: NOW,
  refreshing: false,
  unsaved: false,
  renewable: true,
  endsAt: undefined,
  problem: undefined,
  ...more,
})

test('an access token that has ended is told, with what comes next', () => {
  expect(sessionWords(view({}), NOW - 1)).toBe('')
  expect(sessionWords(view({}), NOW)).toContain('is renewed within a minute')
  expect(sessionWords(view({ refreshing: true }), NOW)).toBe('Renewing the access token.')
  expect(sessionWords(view({ renewable: false, endsAt: NOW }), NOW)).toContain('sign in again')
  expect(sessionWords(view({ accessTokenExpiresAt: undefined }), NOW)).toBe('')
})

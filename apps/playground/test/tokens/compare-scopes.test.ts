import { Secret } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { compareScopes } from '../../src/tokens/access-token/compare-scopes.ts'

const token = new Secret('token')

test.each([
  ['all of it is listed', 'openid a', { scope: 'a openid' }, 'a openid – all that was asked for'],
  [
    'a server lists the scopes of its API alone',
    'openid profile offline_access a',
    { scope: 'a', idToken: token, refreshToken: token },
    'a – not listed, and granted all the same: openid profile offline_access (an ID token and a refresh token came)',
  ],
  [
    'some was not granted',
    'openid offline_access a b',
    { scope: 'a', idToken: token },
    'a – not listed, and granted all the same: openid (an ID token came); asked for, and not granted: offline_access b',
  ],
  ['more was granted', 'a', { scope: 'a b' }, 'a b – granted without being asked for: b'],
])('what is said of the scopes when %s', (_when, asked, came, words) => {
  expect(compareScopes(asked, came)).toBe(words)
})

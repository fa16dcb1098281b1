import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import { deviceAuthorization, tokenSet } from '@device-flow/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeRecord, encodeRecord } from '../../src/record/index.ts'
import { readableAuthorization, readableTokens } from '../../src/record/readable.ts'

const NOW = Date.UTC(2026, 0, 1)

/** What services that are written in JavaScript may say of a member. */
const odd = fc.constantFrom(
  null,
  undefined,
  NaN,
  Infinity,
  -Infinity,
  '',
  'text',
  'myapp://device',
  false,
  true,
  0,
  5,
  [],
  {},
  {
    sub: 'person',
  },
)

/** Some of these members, with something odd in each. */
function oddMembers(names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] })
}

const TOKEN_MEMBERS = [
  'tokenType',
  'expiresAt',
  'refreshTokenExpiresAt',
  'authorizationExpiresAt',
  'scope',
  'claims',
  'dpopKeyId',
  'rawCredentials',
  'receivedAt',
]

const AUTHORIZATION_MEMBERS = [
  'verificationUriComplete',
  'expiresAt',
  'intervalMs',
  'receivedAt',
  'receivedAtMonotonic',
  'dpopKeyId',
  'server',
  'rawCredentials',
]

test('whatever services say of tokens, the next process can read what is written, and reads what this one holds', () => {
  fc.assert(
    fc.property(
      oddMembers(TOKEN_MEMBERS),
      fc.constantFrom(null, undefined, new Secret(''), new Secret('r')),
      (members, refreshToken) => {
        const tokens = { ...tokenSet(), ...members, refreshToken } as TokenSet
        const signedIn = { id: 'a', tokens: readableTokens(tokens, NOW) }
        expect(decodeRecord(encodeRecord({ version: 2, lineage: '', signedIn })).signedIn).toEqual(signedIn)
      },
    ),
  )
})

test('whatever services say of a code, the next process can read what is written, and reads what this one holds', () => {
  fc.assert(
    fc.property(oddMembers(AUTHORIZATION_MEMBERS), (members) => {
      const authorization = { ...deviceAuthorization(), ...members } as DeviceAuthorization
      const pending = { authorization: readableAuthorization(authorization, NOW), intervalMs: 5_000, lastReplyAt: NOW }
      expect(decodeRecord(encodeRecord({ version: 2, lineage: '', pending })).pending).toEqual(pending)
    }),
  )
})

test('a scope of nothing, which is legal, is kept: it is no scope that the server has not named', () => {
  expect(readableTokens({ ...tokenSet(), scope: '' }, NOW).scope).toBe('')
})

test('a code that never expires is kept with the last moment that there is, and one that always has, as expired', () => {
  const lives = [Infinity, -Infinity].map((expiresAt) =>
    readableAuthorization({ ...deviceAuthorization(), expiresAt }, NOW),
  )
  expect(lives.map(({ expiresAt }) => expiresAt)).toEqual([8_640_000_000_000_000, 0])
})

import type { DeviceSession } from '@device-flow/machine'
import { deviceAuthorization, tokenSet } from '@device-flow/testing'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeDeviceSession } from '../../src/index.ts'
import { decodeRecord, encodeRecord, isUsable, SessionStoreError } from '../../src/record/index.ts'
import type { SessionRecord } from '../../src/record/index.ts'
import { clearAuthorization, clearTokens } from '../../src/record/secrets.ts'
import { toSession } from '../../src/record/to-session.ts'

const NOW = Date.UTC(2026, 0, 1)
const CLIENT = { server: 'https://as.example/', clientId: 'tv' }

const record: SessionRecord = {
  version: 2,
  lineage: '["https://as.example/","tv",[],"",[]]',
  client: { ...CLIENT, scope: 'openid', audience: 'https://api.example.com', resources: ['https://api.example.com'] },
  pending: {
    authorization: { ...clearAuthorization(deviceAuthorization()), dpopKeyId: 'key', server: '{}' },
    intervalMs: 5_000,
    lastReplyAt: NOW,
    request: '[null,[]]',
    poll: { sentAt: NOW, owner: 'a' },
  },
  signedIn: {
    id: 'a',
    tokens: {
      ...clearTokens(tokenSet()),
      refreshTokenExpiresAt: NOW + 1,
      authorizationExpiresAt: NOW + 2,
      dpopKeyId: 'key',
    },
    refresh: { sentAt: NOW, owner: 'a', firstSentAt: NOW - 1, lost: true },
    refreshNotBefore: NOW,
    refreshWaitsSince: NOW - 1,
    refused: { at: NOW, error: 'invalid_grant', message: 'Over.' },
  },
  ended: { at: NOW, by: 'server', error: 'invalid_grant', message: 'Over.' },
  app: { any: ['thing', null, 1] },
}

/** Each path into a JSON value. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))]
}

/** The value with something else at a path. */
function withAt(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other
  return { ...(value as object), [name]: withAt((value as Record<string, unknown>)[name], rest, other) }
}

function problemOf(text: string): string {
  try {
    decodeRecord(text)
    return 'none'
  } catch (error) {
    if (error instanceof SessionStoreError) return error.problem
    throw error
  }
}

describe('a record', () => {
  test('comes back as it was', () => {
    expect(decodeRecord(encodeRecord(record))).toEqual(record)
  })

  // What the app keeps is its own, and so is what it calls itself in claims.
  const checked = pathsOf(record).filter(([first, ...rest]) => first !== 'app' && !rest.includes('claims'))

  test.each(checked.map((path) => [path.join('.') || 'the whole', path] as const))(
    'is damaged when %s is something else (T20)',
    (_, path) => {
      expect(problemOf(JSON.stringify(withAt(record, path, { not: 'expected' })))).toBe('damaged')
    },
  )

  test('never breaks on what somebody else has written, and never shows it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(['damaged', 'otherVersion']).toContain(problemOf(text))
      }),
    )
  })

  test.each([
    ['cut off', encodeRecord(record).slice(0, -2), 'damaged'],
    ['empty', '', 'damaged'],
    ['of a newer version', JSON.stringify({ ...record, version: 3 }), 'otherVersion'],
    ['of no version', JSON.stringify({ ...record, version: undefined }), 'damaged'],
    ['written by JSON.stringify, which drops secrets', withToken('[secret]'), 'damaged'],
    ['with a script for a link', withLink('javascript:alert(1)'), 'damaged'],
    ['with members of prototypes', '{"__proto__":{"version":2},"constructor":1}', 'damaged'],
  ])('that is %s is refused, with what to do, and without showing it (T20)', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem)
    expect(() => decodeRecord(text)).toThrow(/sign in again/i)
    expect(() => decodeRecord(text)).not.toThrow(/token|alert|proto/)
  })
})

function withToken(accessToken: string): string {
  return JSON.stringify(withAt(record, ['signedIn', 'tokens', 'accessToken'], accessToken))
}

function withLink(verificationUri: string): string {
  return JSON.stringify(withAt(record, ['pending', 'authorization', 'verificationUri'], verificationUri))
}

describe('a text of version 1', () => {
  test.each(['pending', 'signedIn'] as const)('that holds a session of the type %s is taken over', (type) => {
    const session: DeviceSession =
      type === 'pending'
        ? {
            version: 1,
            type,
            client: CLIENT,
            authorization: deviceAuthorization(),
            intervalMs: 7_000,
            lastReplyAt: NOW,
          }
        : { version: 1, type, client: CLIENT, tokens: tokenSet(), refreshInFlight: false }
    const migrated = decodeRecord(encodeDeviceSession(session))
    expect(migrated).toMatchObject({ version: 2, client: CLIENT })
    const { readAt: _new, ...again } = { readAt: 0, ...toSession(migrated, NOW, CLIENT) }
    expect(JSON.parse(encodeDeviceSession(again as DeviceSession))).toEqual(JSON.parse(encodeDeviceSession(session)))
  })

  test('with a refresh in flight counts as sent long ago: its token is not sent again within any grace (R11)', () => {
    const session: DeviceSession = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: true }
    const { signedIn } = decodeRecord(encodeDeviceSession(session))
    expect(signedIn?.refresh).toEqual({ sentAt: session.tokens.receivedAt, owner: 'version 1', lost: true })
  })

  test('that misses something is damaged', () => {
    expect(problemOf(JSON.stringify({ version: 1, type: 'signedIn', tokens: {} }))).toBe('damaged')
  })
})

test('a token is usable until shortly before its end, or for as long as is asked for', () => {
  const tokens = { expiresAt: NOW + 100_000, receivedAt: NOW }
  expect([89_999, 90_000].map((age) => isUsable(tokens, NOW + age))).toEqual([true, false])
  expect([39_999, 40_000].map((age) => isUsable(tokens, NOW + age, 60_000))).toEqual([true, false])
  const short = { expiresAt: NOW + 10_000, receivedAt: NOW }
  expect([8_999, 9_000].map((age) => isUsable(short, NOW + age))).toEqual([true, false])
  expect(isUsable({ receivedAt: NOW }, NOW * 2)).toBe(true)
})

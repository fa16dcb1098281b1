// @vitest-environment node
// The arrays of bytes of jsdom are not those of jose.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { checkIdToken } from '../../src/tokens/id-token/check-id-token.ts'
import type { IdTokenCheck } from '../../src/tokens/id-token/check.ts'
import type { Evidence } from '../../src/tokens/id-token/evidence.ts'
import { evidenceOf } from './evidence-of.ts'

const iat = 1_800_000_000
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const short = generateKeyPairSync('rsa', { modulusLength: 1024 })

/** Signed by hand: no library would do most of this. */
function signed(header: object, claims: object = {}, key: KeyObject = privateKey): string {
  const parts = [
    { alg: 'RS256', kid: 'k1', ...header },
    { iss: 'https://as.example', sub: 'ada', aud: 'playground', iat, exp: iat + 60, ...claims },
  ]
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const published = (key: KeyObject, members: object = {}): Partial<Evidence> => ({
  keySets: [{ exchange: 2, keys: [{ ...(key.export({ format: 'jwk' }) as JWK), kid: 'k1', ...members }] }],
})

async function checksOf(idToken: string, evidence: Partial<Evidence> = {}): Promise<Map<string, IdTokenCheck>> {
  const all = evidenceOf({ now: iat * 1000, hasKeySet: true, ...published(publicKey), ...evidence })
  const checks = await checkIdToken(idToken, all)
  return new Map(checks.map((check) => [check.name, check]))
}

const named = (checks: Map<string, IdTokenCheck>, wanted: string): string[] =>
  [...checks.values()].filter(({ result }) => result === wanted).map(({ name }) => name)

describe('one thing is wrong, and what it leaves nothing to look at is not called wrong', () => {
  test('an extension that must be understood', async () => {
    const checks = await checksOf(signed({ crit: ['x'], x: 1 }))
    expect(named(checks, 'failed')).toEqual(['crit'])
    expect(named(checks, 'skipped')).toEqual(['kid', 'signature'])
  })

  test('HS256 at a client without a secret', async () => {
    const checks = await checksOf(signed({ alg: 'HS256' }), { algorithms: ['RS256', 'HS256'] })
    expect(named(checks, 'failed')).toEqual(['alg'])
    expect(named(checks, 'skipped')).toEqual(['kid', 'signature'])
  })

  test.each<[string, Partial<Evidence>, RegExp]>([
    ['is too short', published(short.publicKey), /published, but is too short: 1024 bits, .* 2048/],
    ['is for encryption', published(publicKey, { use: 'enc' }), /published, but is not for signatures/],
    ['is for another algorithm', published(publicKey, { alg: 'PS256' }), /published, but is for another algorithm/],
    ['is called otherwise', published(publicKey, { kid: 'k2' }), /^No published key has this name/],
  ])('a key that %s', async (what, evidence, reason) => {
    const checks = await checksOf(signed({}, {}, what === 'is too short' ? short.privateKey : privateKey), evidence)
    expect(named(checks, 'failed')).toEqual(['kid'])
    expect(checks.get('kid')?.reason).toMatch(reason)
    expect(named(checks, 'skipped')).toEqual(['signature'])
  })

  test('keys that could not be read', async () => {
    const checks = await checksOf(signed({}), { keySets: [] })
    expect(named(checks, 'failed')).toEqual([])
    expect(named(checks, 'skipped')).toEqual(['signature'])
  })
})

test('a nonce that nobody asked for is there, and is told', async () => {
  expect(named(await checksOf(signed({}, { nonce: 'n-1' })), 'noted')).toEqual(['nonce'])
  expect(named(await checksOf(signed({})), 'absent')).toContain('nonce')
})

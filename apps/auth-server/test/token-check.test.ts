import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { expect, test } from 'vitest'
import { createProofCheck } from '../src/api/proof-check.ts'
import { createTokenCheck } from '../src/api/token-check.ts'

const issuer = 'http://127.0.0.1:8629'
const keys = await generateKeyPair('ES256')
const publicKeys = [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256', use: 'sig', kid: 'k' }]

const audience = 'https://api.example'

async function verdict(
  claims: Record<string, unknown>,
  header: { typ?: string; key?: CryptoKey } = {},
): Promise<unknown> {
  const now = Math.floor(Date.now() / 1000)
  const good = {
    iss: issuer,
    aud: audience,
    sub: 'ada',
    scope: 'openid api:read',
    grant_id: 'g',
    iat: now,
    exp: now + 60,
  }
  const { typ = 'at+jwt', key = keys.privateKey } = header
  const token = await new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k', typ }).sign(key)
  const check = createTokenCheck({
    issuer,
    publicKeys,
    audience,
    scope: 'api:read',
    isGranted: async (id) => id === 'g',
    proofs: createProofCheck(),
  })
  const result = await check({ authorization: `bearer ${token}`, method: 'GET', path: '/' })
  return 'claims' in result ? 'accepted' : result.refusal
}

test('a token with all its parts right is accepted', async () => {
  expect(await verdict({})).toBe('accepted')
})

test('an expired token is refused in those words', async () => {
  expect(await verdict({ exp: 1 })).toEqual({ reason: 'invalid_token', description: 'the token has expired' })
})

test.each([
  ['for another audience', { aud: 'https://other.example' }, {}],
  ['of another issuer', { iss: 'https://other.example' }, {}],
  ['without an expiry', { exp: undefined }, {}],
  ['of another kind, like an ID token', {}, { typ: 'JWT' }],
  ['signed by someone else', {}, { key: (await generateKeyPair('ES256')).privateKey }],
])('a token %s is invalid', async (_what, claims, header) => {
  expect(await verdict(claims, header)).toMatchObject({ reason: 'invalid_token' })
})

test('a token of a grant that is gone is invalid', async () => {
  expect(await verdict({ grant_id: 'gone' })).toEqual({ reason: 'invalid_token', description: 'the token was revoked' })
})

test('a scope that only begins like the right one is not enough', async () => {
  expect(await verdict({ scope: 'api:readonly' })).toEqual({ reason: 'insufficient_scope', scope: 'api:read' })
})

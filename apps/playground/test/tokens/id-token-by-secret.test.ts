// @vitest-environment node
// The arrays of bytes of jsdom are not those of jose.
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { checkIdToken } from '../../src/tokens/id-token/check-id-token.ts'
import type { Evidence } from '../../src/tokens/id-token/evidence.ts'
import { evidenceOf } from './evidence-of.ts'

const SECRET = 'a-secret-of-thirty-two-characters'
const iat = 1_800_000_000

const signedBy = (secret: string): Promise<string> =>
  new SignJWT({ iss: 'https://as.example', sub: 'ada', aud: 'playground', iat, exp: iat + 60 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret))

async function failed(idToken: string, evidence: Partial<Evidence>): Promise<string[]> {
  const checks = await checkIdToken(
    idToken,
    evidenceOf({ clientSecret: SECRET, algorithms: ['HS256'], now: iat * 1000, ...evidence }),
  )
  return checks.filter(({ result }) => result === 'failed').map(({ name }) => name)
}

test.each<[string, string, Partial<Evidence>, string[]]>([
  ['is good', SECRET, {}, []],
  ['is not good where another secret made it', SECRET.toUpperCase(), {}, ['signature']],
  ['is not good where the server does not announce it', SECRET, { algorithms: ['RS256'] }, ['alg']],
  ['is not good by a secret that is too short', 'short', { clientSecret: 'short' }, ['alg']],
  ['is not good for a client that has no secret', SECRET, { clientSecret: undefined }, ['alg']],
])('an ID token that the client secret signs %s', async (_what, secret, evidence, names) => {
  expect(await failed(await signedBy(secret), evidence)).toEqual(names)
})

test.each<[string, string | undefined, string | undefined, string[]]>([
  ['the same', 'n-1', 'n-1', []],
  ['another', 'n-2', 'n-1', ['nonce']],
  ['none', undefined, 'n-1', ['nonce']],
  ['one that nobody asked for', 'n-1', undefined, []],
])('a nonce is held against that of the login: %s', async (_what, nonce, asked, names) => {
  const idToken = await new SignJWT({
    iss: 'https://as.example',
    sub: 'ada',
    aud: 'playground',
    iat,
    exp: iat + 60,
    nonce,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET))
  expect(await failed(idToken, { asked: { nonce: asked, max_age: undefined, claims: undefined } })).toEqual(names)
})

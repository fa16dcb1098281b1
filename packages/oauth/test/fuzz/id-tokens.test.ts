import { createCanaries, type Canaries } from '@device-flow/testing'
import { almost, fuzz, FUZZ_TIMEOUT_MS, strangeJson, strangeText } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSigningKey } from '../signing-key.ts'
import { ISSUER, type AnyResponse } from './any-response.ts'
import {
  DEVICE_AUTHORIZATION,
  expectSound,
  hostileClient,
  METADATA,
  repeatSecrets,
  secrets,
  signIn,
  TOKENS,
  type Client,
} from './hostile-server.ts'

const key = await createSigningKey('ES256')
const published = key.published({ kid: 'a', alg: 'ES256', use: 'sig' }) as Record<string, unknown>

const ok = (body: unknown): AnyResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
  isEndless: false,
})
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')

/** Signed by the server, with claims or a header as nobody should send them. */
const signed = fc
  .tuple(
    almost({
      sub: 'person-1',
      aud: 'client-1',
      iat: Math.floor(Date.now() / 1000),
      exp: 4_102_444_800,
      azp: 'client-1',
    }),
    almost({ kid: 'a', typ: 'JWT' }),
  )
  .map(
    ([claims, header]) =>
      () =>
        key.sign(ISSUER, claims, { ...header, alg: 'ES256', crit: undefined }).catch(() => 'unsignable'),
  )

/** Right, but for its issuer, which repeats what the request or the response carried. */
const foreign = fc
  .constantFrom('No: $clientSecret', `${ISSUER}/$accessToken`, 'https://$deviceCode.example')
  .map((issuer) => (canaries: Canaries) => key.sign(repeatSecrets(issuer, canaries), {}, { kid: 'a' }))

/** Written by anybody. */
const forged = fc
  .oneof(
    fc
      .tuple(strangeJson, strangeJson, strangeText)
      .map(([header, claims, end]) => [encoded(header), encoded(claims), end].join('.')),
    fc.constantFrom('none', 'HS256', 'ES256').map((alg) => `${encoded({ alg, kid: 'a' })}.${encoded({ sub: 'x' })}.`),
    strangeText,
  )
  .map((text) => async () => text)

const keySets = fc.oneof(
  { weight: 3, arbitrary: fc.constant<unknown>({ keys: [published] }) },
  { weight: 1, arbitrary: fc.array(almost(published), { maxLength: 3 }).map((keys): unknown => ({ keys })) },
  { weight: 1, arbitrary: strangeJson },
)

/** A client of a server with this key set, which answers a poll with this ID token. */
function clientOf(idToken: string, keys: unknown, canaries: Canaries): Client {
  return hostileClient(
    {
      // Said wrong here, every token would be refused for its algorithm, and nothing else would be tried.
      metadata: ok({ ...METADATA, id_token_signing_alg_values_supported: ['ES256'] }),
      keys: ok(keys),
      deviceAuthorization: ok(DEVICE_AUTHORIZATION),
      token: ok({ ...TOKENS, id_token: idToken }),
    },
    canaries,
    { scope: 'openid' },
  )
}

test('an ID token that is as it should be is taken: what is fuzzed here starts from one', async () => {
  const client = clientOf(await key.sign(ISSUER, {}, { kid: 'a' }), { keys: [published] }, createCanaries())
  expect(await signIn(client)).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
})

test(
  'whatever stands in an ID token or a key set: a login ends soon, typed, and without secrets or control characters (C5, H2, H3)',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(signed, forged, foreign), keySets, secrets, async (idToken, keys, canaries) => {
        const client = clientOf(await idToken(canaries), keys, canaries)
        await expect(expectSound(client, signIn(client))).resolves.toBeUndefined()
      }),
      fuzz(120),
    )
  },
  FUZZ_TIMEOUT_MS,
)

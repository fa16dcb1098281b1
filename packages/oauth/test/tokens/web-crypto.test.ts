import { tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { call, connect, endOf, errorOf } from '../support.ts'
import type { Client, Setup } from '../support.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Pages on plain http have the first, and old televisions not even that. */
const without = [
  ['crypto.subtle', { getRandomValues: () => new Uint8Array(1), subtle: undefined }],
  ['crypto', undefined],
] as const

/** Not `granted`, which signs an ID token whenever it is asked: the server is in this process, and has no Web Crypto either. */
function grantedWith(idToken: string, members: object = {}): ResponseSource {
  const tokens = { access_token: 'access-token-1', refresh_token: 'refresh-token-1', token_type: 'Bearer' }
  return { body: { ...tokens, scope: 'openid offline_access', id_token: idToken, ...members } }
}

/** A client whose server has made its keys and an ID token while there was Web Crypto. */
async function connectWithout(crypto: unknown, setup: Setup = {}): Promise<{ client: Client; idToken: string }> {
  const client = await connect(setup)
  client.server.always('jwks', { body: await client.server.jwks() })
  const idToken = await client.server.idToken()
  vi.stubGlobal('crypto', crypto)
  return { client, idToken }
}

describe.each(without)('a page without %s (case 10)', (_missing, crypto) => {
  test.each<[string, Setup]>([
    ['discovery', {}],
    ['endpoints', { endpoints: ({ endpoints }) => endpoints }],
    [
      'a client secret to verify with',
      {
        clientAuth: { method: 'client_secret_post', clientSecret: 'a-secret-of-thirty-two-characters' },
        server: { metadata: { id_token_signing_alg_values_supported: ['HS256'] } },
      },
    ],
  ])('hears of it before a code is asked for, and what to do, with %s', async (_how, setup) => {
    const { client } = await connectWithout(crypto, setup)
    const error = await errorOf(client.request())
    expect(error.reason).toBe('unsupported')
    expect(error.message).toContain('Web Crypto')
    expect(error.message).toContain('https')
    expect(error.message).toContain('localhost')
    expect(error.message).toContain('leave openid out of the scope')
    expect(client.server.requests('deviceAuthorization')).toHaveLength(0)
  })

  test('hears of it from a login that asks for openid itself', async () => {
    const { client } = await connectWithout(crypto, { scope: 'api' })
    expect((await errorOf(client.request({ scope: 'api openid' }))).reason).toBe('unsupported')
  })

  test.each<[string, object]>([
    ['without openid', { scope: 'api' }],
    ['without openid, though the server grants it and sends an ID token', {}],
  ])('is signed in %s', async (_what, members) => {
    const { client, idToken } = await connectWithout(crypto, { scope: 'api' })
    const tokens = await client.signIn(grantedWith(idToken, members))
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('claims')
    expect(client.server.requests('revocation')).toHaveLength(0)
  })

  test('is signed in where the server has no keys, so that ID tokens are dropped anyway', async () => {
    const { client, idToken } = await connectWithout(crypto, { server: { metadata: { jwks_uri: undefined } } })
    expect((await client.signIn(grantedWith(idToken))).accessToken.reveal()).toBe('access-token-1')
  })

  test('keeps a session that began elsewhere, with the claims of then', async () => {
    const { client, idToken } = await connectWithout(crypto)
    const tokens = tokenSet()
    client.server.script('token', grantedWith(idToken))
    const renewed = await client.services.refreshTokens(tokens)
    if (renewed.type !== 'refreshed') throw renewed.error
    expect(renewed.tokens.accessToken.reveal()).toBe('access-token-1')
    // The chart keeps what a response leaves out.
    expect(renewed.tokens).not.toHaveProperty('claims')
    expect(client.server.requests('revocation')).toHaveLength(0)
  })

  test('with a private key to sign with hears of it before any request', async () => {
    const { privateKey } = await globalThis.crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
    ])
    const { client } = await connectWithout(crypto, {
      scope: 'api',
      clientAuth: { method: 'private_key_jwt', key: privateKey },
      endpoints: ({ endpoints }) => endpoints,
    })
    const error = await errorOf(client.request())
    expect(error.reason).toBe('unsupported')
    expect(error.message).toContain('private_key_jwt needs Web Crypto')
    expect(endOf(await client.services.refreshTokens(tokenSet())).message).toContain('Web Crypto')
    expect(client.server.requests()).toHaveLength(0)
  })
})

test('a login that is taken up again where Web Crypto is missing is no approval lost', async () => {
  const { client } = await connectWithout(crypto)
  const authorization = await client.request()
  const idToken = await client.server.idToken()
  client.server.script('token', grantedWith(idToken))
  vi.stubGlobal('crypto', undefined)
  expect((await client.services.pollToken(authorization, call)).type).toBe('granted')
})

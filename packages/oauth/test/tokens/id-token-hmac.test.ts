import { Secret } from '@device-flow/machine'
import { granted } from '@device-flow/testing'
import type { GrantedIdToken, ScriptedServerOptions } from '@device-flow/testing'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { ClientAuth } from '../../src/index.ts'
import { connect, endOf, errorOf } from '../support.ts'
import type { Setup } from '../support.ts'

const secret = 'a-secret-of-thirty-two-characters'
const basic: ClientAuth = { method: 'client_secret_basic', clientSecret: secret }
const signsWith = (...algs: string[]): ScriptedServerOptions => ({
  metadata: { id_token_signing_alg_values_supported: algs },
})
const signed: GrantedIdToken = { alg: 'HS256', key: { secret } }

describe('an ID token that is signed with the client secret is verified with it (case 21)', () => {
  test.each<[string, ClientAuth]>([
    ['client_secret_basic', basic],
    ['client_secret_post', { method: 'client_secret_post', clientSecret: secret }],
    ['a Secret', { method: 'client_secret_post', clientSecret: new Secret(secret) }],
  ])('with %s: at login, at refresh, and without a look at the key set', async (_what, clientAuth) => {
    const { signIn, services, server } = await connect({ clientAuth, server: signsWith('HS256') })
    const tokens = await signIn(granted({}, signed))
    expect(tokens.claims?.sub).toBe('person-1')
    server.script('token', granted({}, signed))
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
    expect(server.requests('jwks')).toHaveLength(0)
  })

  test('where the server has no key set at all', async () => {
    const metadata = { id_token_signing_alg_values_supported: ['HS256'], jwks_uri: undefined }
    const { signIn } = await connect({ clientAuth: basic, server: { metadata } })
    expect((await signIn(granted({}, signed))).claims?.sub).toBe('person-1')
  })

  test('where the client is configured for it', async () => {
    const { signIn, poll } = await connect({ clientAuth: basic, idTokenSignedResponseAlg: 'HS256' })
    expect((await signIn(granted({}, signed))).claims?.sub).toBe('person-1')
    expect(endOf(await poll(granted()))).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  })

  test.each<['HS384' | 'HS512', number]>([
    ['HS384', 48],
    ['HS512', 64],
  ])('%s, by a secret of its length', async (alg, length) => {
    const long = 'é'.repeat(length / 2)
    const { signIn, server } = await connect({ clientAuth: { ...basic, clientSecret: long }, server: signsWith(alg) })
    const iat = Math.floor(Date.now() / 1000)
    const id_token = await new SignJWT({ iss: server.issuer, sub: 'person-1', aud: 'client-1', iat, exp: iat + 60 })
      .setProtectedHeader({ alg })
      .sign(new TextEncoder().encode(long))
    expect((await signIn(granted({ id_token }))).claims?.sub).toBe('person-1')
  })

  test.each<[string, GrantedIdToken, string]>([
    ['signed with another secret', { ...signed, key: { secret: 'another-secret-of-so-many-characters' } }, 'signature'],
    ["signed with the server's public key", { alg: 'HS256' }, 'signature'],
    ['of another issuer', { ...signed, claims: { iss: 'https://evil.example.com' } }, 'iss'],
    ['for another client', { ...signed, claims: { aud: 'client-2' } }, 'aud'],
    ['that has expired', { ...signed, claims: { exp: 1 } }, 'exp'],
    ['without a signature', { alg: 'none' }, 'alg'],
    ['signed with a key of the key set', { alg: 'RS256' }, 'alg'],
  ])('one %s is refused', async (_what, idToken, field) => {
    const { poll, server } = await connect({ clientAuth: basic, server: signsWith('HS256') })
    expect(endOf(await poll(granted({}, idToken)))).toMatchObject({ reason: 'invalidIdToken', field })
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('one with a broken signature is refused', async () => {
    const { poll, server } = await connect({ clientAuth: basic, server: signsWith('HS256') })
    const [header, payload] = (await server.idToken({}, signed)).split('.')
    for (const signature of ['', '!', 'AAAA']) {
      const outcome = await poll(granted({ id_token: `${header}.${payload}.${signature}` }))
      expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
    }
  })

  test('one that another secret has signed points to the settings of the client, which has its own', async () => {
    const { poll, server } = await connect({ clientAuth: basic, server: signsWith('HS256') })
    const body = (await server.idToken({}, signed)).split('.').slice(0, 2).join('.')
    const { message } = endOf(await poll(granted({ id_token: `${body}.AAAA` })))
    expect(message).toContain(
      "its signature does not match. Nothing was kept. Start again; if it happens again, check the client's settings.",
    )
  })

  test('where the server announces both kinds, either is verified by its own key, and never by the other', async () => {
    const { signIn, poll } = await connect({ clientAuth: basic, server: signsWith('RS256', 'HS256') })
    await signIn(granted({}, signed))
    await signIn(granted())
    expect(endOf(await poll(granted({}, { alg: 'HS256' })))).toMatchObject({ field: 'signature' })
    expect(endOf(await poll(granted({}, { key: 'foreign' })))).toMatchObject({ field: 'signature' })
  })

  test('where the server does not announce it, it is not accepted', async () => {
    for (const server of [signsWith('RS256'), { metadata: { id_token_signing_alg_values_supported: undefined } }]) {
      const { poll } = await connect({ clientAuth: basic, server })
      expect(endOf(await poll(granted({}, signed)))).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
    }
  })

  test.each<[string, Setup]>([
    ['endpoints that were given', { endpoints: ({ endpoints }) => ({ ...endpoints, jwksUri: undefined }) }],
    ['metadata', { server: { metadata: { jwks_uri: undefined, id_token_signing_alg_values_supported: undefined } } }],
  ])(
    'where there is no key set either, by %s, it is dropped, and costs no approval (case 21)',
    async (_what, setup) => {
      const { signIn, services, server } = await connect({ clientAuth: basic, ...setup })
      const tokens = await signIn(granted({}, signed))
      expect(tokens.accessToken.reveal()).toBe('access-token-1')
      expect(tokens).not.toHaveProperty('claims')
      server.script('token', granted({}, signed))
      const renewed = await services.refreshTokens(tokens)
      expect(renewed.type).toBe('refreshed')
      expect(renewed).not.toHaveProperty('tokens.claims')
      expect(server.requests('revocation')).toHaveLength(0)
    },
  )
})

describe('what can not be verified is said before a code is shown (case 21)', () => {
  test.each<[string, ClientAuth, string[], string]>([
    ['a public client', { method: 'none' }, ['HS256'], 'a client secret'],
    ['a public client, of any of them', { method: 'none' }, ['HS512', 'HS256'], 'HS512, HS256'],
    ['a secret that is too short', { ...basic, clientSecret: 'short' } as ClientAuth, ['HS256'], 'at least 32 bytes'],
    ['a secret that is too short for it', basic, ['HS512'], 'at least 64 bytes'],
    ['an algorithm that nobody here knows', basic, ['ES256K'], 'ES256K'],
  ])('%s: %j', async (_what, clientAuth, algs, words) => {
    const { request, server } = await connect({ clientAuth, server: signsWith(...algs) })
    const error = await errorOf(request())
    expect(error).toMatchObject({ reason: 'unsupported', field: 'id_token_signing_alg_values_supported' })
    expect(error.message).toContain(words)
    expect(error.message).toContain('leave openid out of the scope')
    expect(error.message).not.toContain('short-')
    expect(server.requests('deviceAuthorization')).toHaveLength(0)
  })

  test('and is no matter where no ID token is asked for', async () => {
    const { request } = await connect({ scope: 'api', server: signsWith('HS256') })
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })
})

test('an algorithm that is no list is a list of one, and told before the code, too', async () => {
  const server = { metadata: { id_token_signing_alg_values_supported: 'HS256' } }
  const { request } = await connect({ server })
  expect((await errorOf(request())).message).toContain('The server signs ID tokens with HS256 alone')
})

test.each([[[]], [[5]], [''], [{}]])(
  'a list of algorithms that names none (%j) is as good as absent, and costs no approval (case 21)',
  async (algs) => {
    const { signIn } = await connect({ server: { metadata: { id_token_signing_alg_values_supported: algs } } })
    expect((await signIn()).claims?.sub).toBe('person-1')
  },
)

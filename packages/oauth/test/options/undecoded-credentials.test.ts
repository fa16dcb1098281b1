import { Secret } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import { deviceAuthorized, granted, oauthError, tokenSet } from '@device-flow/testing'
import type { RecordedRequest, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { ClientAuth, OAuthServices } from '../../src/index.ts'
import { call, connect, endOf, errorOf, faultOf } from '../support.ts'
import type { Client, Setup } from '../support.ts'

const SECRET = 'a/b+c=%:d e'
const ENCODED = 'client-1:a%2Fb%2Bc%3D%25%3Ad+e'
const RAW = `client-1:${SECRET}`
/** A session of an earlier process. */
const KEPT = tokenSet({ refreshToken: 'refresh-of-before', idToken: null })
const BASIC: ClientAuth = { method: 'client_secret_basic', clientSecret: new Secret(SECRET) }

function credentialsOf({ headers }: RecordedRequest): string {
  return Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
}

/** Answers as a server does that compares Basic credentials as they came. */
function toRaw(answer: ResponseSource, refusal: ResponseSource = oauthError('invalid_client', { status: 401 })) {
  return (request: RecordedRequest): ResponseSource => (credentialsOf(request) === RAW ? answer : refusal)
}

function connectWith(setup: Setup = {}): Promise<Client> {
  return connect({ clientAuth: BASIC, ...setup })
}

/** In which forms an endpoint was sent the credentials. */
function sentTo({ server }: Client, endpoint: string): string[] {
  return server
    .requests()
    .filter((request) => request.endpoint === endpoint)
    .map(credentialsOf)
}

describe('a server that compares Basic credentials without decoding them', () => {
  test.each([
    ['401', oauthError('invalid_client', { status: 401 })],
    ["400 and another server's word for it", oauthError('incorrect_client_credentials')],
    ['400 invalid_client', oauthError('invalid_client')],
    ['403 unauthorized_client', oauthError('unauthorized_client', { status: 403 })],
  ])('gives a code at once, when it refused the encoded form by %s', async (_what, refusal) => {
    const client = await connectWith()
    await client.answerRequest(toRaw(deviceAuthorized(), refusal), toRaw(deviceAuthorized(), refusal))
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW])
  })

  test('is sent what worked at once from then on', async () => {
    const client = await connectWith()
    const refusing = toRaw(deviceAuthorized())
    await client.answerRequest(refusing, refusing)
    await client.answerRequest(refusing)
    const tokens = await client.signIn(toRaw(granted()))
    client.server.script('token', toRaw(granted()))
    expect(await client.services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW, RAW, RAW])
    expect(sentTo(client, 'token')).toEqual([RAW, RAW])
  })

  test('loses no login where it looks at the secret only at the token endpoint: the next poll that may leave has the other form', async () => {
    const client = await connectWith()
    const { server, services } = client
    const authorization = await client.request()
    server.script('token', toRaw(granted()), toRaw(granted()))
    const refused = await services.pollToken(authorization, call)
    expect(refused).toMatchObject({ type: 'pending', receivedAt: expect.any(Number) })
    expect(sentTo(client, 'token')).toEqual([ENCODED])
    expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'granted' })
    expect(sentTo(client, 'token')).toEqual([ENCODED, RAW])
  })

  test('renews a session at once, as nothing of it was used up', async () => {
    const client = await connectWith()
    client.server.script('token', toRaw(granted()), toRaw(granted()))
    expect(await client.services.refreshTokens(KEPT)).toMatchObject({ type: 'refreshed' })
    expect(sentTo(client, 'token')).toEqual([ENCODED, RAW])
  })

  test('renews a session at once, too, where it says no without a word, as Glewlwyd does', async () => {
    const client = await connectWith()
    const refusing = toRaw(granted(), { status: 400 })
    client.server.script('token', refusing, refusing, refusing)
    expect(await client.services.refreshTokens(KEPT)).toMatchObject({ type: 'refreshed' })
    expect(await client.services.refreshTokens(KEPT)).toMatchObject({ type: 'refreshed' })
    expect(sentTo(client, 'token')).toEqual([ENCODED, RAW, RAW])
  })

  test('is believed by a word alone: a refresh token that is dead in silence says nothing of the form', async () => {
    const client = await connectWith()
    const silent = { status: 400 }
    client.server.script('token', silent, silent)
    const { message } = await faultOf(client.services.refreshTokens(KEPT))
    expect(message).toMatch(/HTTP 400; the client secret was sent form-encoded, and as it is/)
    expect(sentTo(client, 'token')).toEqual([ENCODED, RAW])
    const refusing = toRaw(deviceAuthorized())
    await client.answerRequest(refusing, refusing)
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW])
  })

  test('revokes a session at once', async () => {
    const client = await connectWith()
    client.server.script('revocation', toRaw({}), toRaw({}), toRaw({}))
    expect(await client.services.revokeTokens(KEPT)).toEqual({ revoked: true })
    expect(sentTo(client, 'revocation')).toEqual([ENCODED, RAW, RAW])
  })

  test('is sent the other form too where no method is named', async () => {
    const client = await connectWith({ clientAuth: { clientSecret: SECRET } })
    const refusing = toRaw(deviceAuthorized())
    await client.answerRequest(refusing, refusing)
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW])
  })
})

/** A client that has signed in, and the services of the processes after it. */
async function signedIn(): Promise<{ client: Client; tokens: TokenSet; next(): OAuthServices }> {
  const client = await connectWith()
  const refusing = toRaw(deviceAuthorized())
  await client.answerRequest(refusing, refusing)
  client.server.script('deviceAuthorization', refusing)
  const tokens = await client.signIn(toRaw(granted()))
  const { clock, server } = client
  const next = () => createOAuthServices({ issuer: server.issuer, clientId: 'client-1', clientAuth: BASIC, clock })
  return { client, tokens, next }
}

describe('another process, which has what was kept,', () => {
  test('renews and revokes a session without being refused first, which a server could lock a client for', async () => {
    const { client, tokens, next } = await signedIn()
    client.server.script('token', toRaw(granted()), toRaw(granted()))
    const renewed = await next().refreshTokens(tokens)
    if (renewed.type !== 'refreshed') throw new Error(renewed.type)
    const later = { ...tokens, ...renewed.tokens }
    expect(await next().refreshTokens(later)).toMatchObject({ type: 'refreshed' })
    client.server.script('revocation', toRaw({}), toRaw({}))
    expect(await next().revokeTokens(later)).toEqual({ revoked: true })
    expect(sentTo(client, 'token')).toEqual([RAW, RAW, RAW])
    expect(sentTo(client, 'revocation')).toEqual([RAW, RAW])
  })

  test('goes on with a login without being refused first', async () => {
    const { client, next } = await signedIn()
    const authorization = await client.answerRequest(toRaw(deviceAuthorized()))
    client.server.script('token', toRaw(granted()))
    expect(await next().pollToken(authorization, call)).toMatchObject({ type: 'granted' })
    expect(sentTo(client, 'token')).toEqual([RAW, RAW])
  })

  test('learns from the first refresh of a session that was kept before this was', async () => {
    const { client, next } = await signedIn()
    client.server.script('token', toRaw(granted()), toRaw(granted()), toRaw(granted()))
    const renewed = await next().refreshTokens(KEPT)
    if (renewed.type !== 'refreshed') throw new Error(renewed.type)
    await next().refreshTokens({ ...KEPT, ...renewed.tokens })
    expect(sentTo(client, 'token')).toEqual([RAW, ENCODED, RAW, RAW])
  })

  test('sends the secret form-encoded again, once the server decodes it, and keeps that', async () => {
    const { client, tokens, next } = await signedIn()
    const toEncoded = (request: RecordedRequest): ResponseSource =>
      credentialsOf(request) === ENCODED ? granted() : oauthError('invalid_client', { status: 401 })
    client.server.script('token', toEncoded, toEncoded, toEncoded)
    const renewed = await next().refreshTokens(tokens)
    if (renewed.type !== 'refreshed') throw new Error(renewed.type)
    await next().refreshTokens({ ...tokens, ...renewed.tokens })
    expect(sentTo(client, 'token')).toEqual([RAW, RAW, ENCODED, ENCODED])
  })

  test('hears that a secret is wrong after one try of each form', async () => {
    const { client, tokens, next } = await signedIn()
    const refusal = oauthError('invalid_client', { status: 401 })
    client.server.script('token', refusal, refusal)
    expect(endOf(await next().refreshTokens(tokens)).message).toMatch(/sent form-encoded, and as it is/)
    expect(sentTo(client, 'token')).toEqual([RAW, RAW, ENCODED])
  })
})

describe('a server that changes its mind about the form', () => {
  const refusal = oauthError('invalid_client', { status: 401 })
  const takes = (form: string) => (request: RecordedRequest) => (credentialsOf(request) === form ? granted() : refusal)

  /** A client that has signed in by one form, at a server that from then on takes another. */
  async function afterwards(before: string, after: string) {
    const client = await connectWith()
    if (before === RAW) await client.answerRequest(toRaw(deviceAuthorized()), toRaw(deviceAuthorized()))
    const tokens = await client.signIn(takes(before))
    const sent = (): string[] => sentTo(client, 'token').slice(1)
    client.server.always('token', takes(after))
    const refresh = () => client.services.refreshTokens(tokens)
    return { client, tokens, sent, refresh }
  }

  test.each([
    [RAW, ENCODED],
    [ENCODED, RAW],
  ])('is sent the other one by the same process, and that alone from then on', async (before, after) => {
    const { sent, refresh } = await afterwards(before, after)
    expect(await refresh()).toMatchObject({
      type: 'refreshed',
      tokens: { rawCredentials: after === RAW || undefined },
    })
    expect(await refresh()).toMatchObject({ type: 'refreshed' })
    expect(sent()).toEqual([before, after, after])
  })

  test('loses no login either: the next poll has the other form', async () => {
    const { client } = await afterwards(RAW, ENCODED)
    const authorization = await client.request()
    expect(await client.services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
    expect(await client.services.pollToken(authorization, call)).toMatchObject({ type: 'granted' })
  })

  test('is tried so once in five minutes, as a server may lock a client that it refuses again and again', async () => {
    const { client, sent, refresh } = await afterwards(RAW, 'neither')
    for (let tries = 0; tries < 3; tries++) {
      const { message } = endOf(await refresh())
      expect(message).toMatch(/sent form-encoded, and as it is/)
      await client.clock.advance(60_000)
    }
    expect(sent()).toEqual([RAW, ENCODED, RAW, RAW])
    await client.clock.advance(120_000)
    await refresh()
    expect(sent().slice(4)).toEqual([RAW, ENCODED])
  })

  test('is sent again what it knew the client by before, once it has refused both', async () => {
    const { client, tokens, sent, refresh } = await afterwards(RAW, 'neither')
    endOf(await refresh())
    client.server.always('token', takes(RAW))
    expect(await client.services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
    expect(sent()).toEqual([RAW, ENCODED, RAW])
  })

  test('is sent each form once at most by each of the requests that left together, when it refuses both', async () => {
    const { client, tokens, sent } = await afterwards(RAW, 'neither')
    const { services } = client
    const outcomes = await Promise.all([services.refreshTokens(tokens), services.refreshTokens(tokens)])
    for (const outcome of outcomes) expect(endOf(outcome).message).toMatch(/sent form-encoded, and as it is/)
    expect(sent().length).toBeLessThanOrEqual(4)
  })

  test('ends none of the requests that left in the form of before', async () => {
    const { client, tokens } = await afterwards(RAW, ENCODED)
    const { services } = client
    const outcomes = await Promise.all([services.refreshTokens(tokens), services.refreshTokens(tokens)])
    expect(outcomes).toMatchObject([{ type: 'refreshed' }, { type: 'refreshed' }])
  })
})

describe('a secret that the server takes in neither form', () => {
  const refusal = oauthError('invalid_client', { status: 401 })

  test('ends a request for a code, and the words say that both were tried', async () => {
    const client = await connectWith()
    const error = await errorOf(client.answerRequest(refusal, refusal))
    expect(error).toMatchObject({ reason: 'unsupported', error: 'invalid_client' })
    expect(error.message).toMatch(/sent form-encoded, and as it is/)
    expect(error.message).not.toContain(SECRET)
    // Once for each services object.
    expect((await errorOf(client.answerRequest(refusal))).message).toMatch(/sent form-encoded, and as it is/)
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW, ENCODED])
  })

  test('ends a login at the second poll', async () => {
    const client = await connectWith()
    const authorization = await client.request()
    client.server.script('token', refusal, refusal)
    expect(await client.services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
    const error = endOf(await client.services.pollToken(authorization, call))
    expect(error).toMatchObject({ reason: 'unsupported', error: 'invalid_client' })
    expect(error.message).toMatch(/sent form-encoded, and as it is/)
    expect(sentTo(client, 'token')).toEqual([ENCODED, RAW])
  })

  test('ends a session', async () => {
    const client = await connectWith()
    client.server.script('token', refusal, refusal)
    const error = endOf(await client.services.refreshTokens(KEPT))
    expect(error.message).toMatch(/sent form-encoded, and as it is/)
  })
})

describe('the secret is sent once, as before,', () => {
  const refusal = oauthError('invalid_client', { status: 401 })

  test.each<[string, Setup]>([
    ['with characters that form encoding leaves alone', { clientAuth: { ...BASIC, clientSecret: 'plain-secret' } }],
    ['in the body', { clientAuth: { method: 'client_secret_post', clientSecret: SECRET } }],
    [
      'in the body of a server that takes it there alone',
      {
        clientAuth: { clientSecret: SECRET },
        server: { metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] } },
      },
    ],
    ['with an id that holds a colon, where it would begin anywhere', { clientId: 'my:client' }],
    ['not at all', { clientAuth: { method: 'none' } }],
  ])('%s', async (_what, setup) => {
    const client = await connectWith(setup)
    const error = await errorOf(client.answerRequest(refusal))
    expect(error.message).not.toMatch(/form-encoded/)
    expect(sentTo(client, 'deviceAuthorization')).toHaveLength(1)
    await client.request()
    client.server.script('token', refusal)
    expect(await client.services.pollToken(await client.request(), call)).toMatchObject({ type: 'ended' })
  })

  test.each([
    ['access_denied', 401],
    ['invalid_grant', 400],
    ['expired_token', 401],
  ])('where the server refuses by %s (%i), which says nothing of the client', async (code, status) => {
    const client = await connectWith()
    const outcome = await client.poll(oauthError(code, { status }))
    expect(endOf(outcome).error).toBe(code)
    expect(sentTo(client, 'token')).toEqual([ENCODED])
  })

  test('where a page of something in front of the server has answered', async () => {
    const client = await connectWith()
    await errorOf(client.answerRequest({ status: 403, body: '<html>no</html>' }))
    await errorOf(client.answerRequest({ status: 401, body: { message: 'Unauthorized' } }))
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, ENCODED])
  })
})

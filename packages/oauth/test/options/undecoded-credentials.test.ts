import type { TokenSet } from '@device-flow/machine'
import { deviceAuthorized, granted, oauthError } from '@device-flow/testing'
import type { RecordedRequest, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { call, endOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'
import { SECRET, ENCODED, RAW, KEPT, BASIC, credentialsOf, toRaw, connectWith, sentTo } from './undecoded.ts'

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

  test.each([
    ['in words', { body: 'Unauthorized' }],
    ['in JSON of its own', { body: { message: 'Unauthorized' } }],
    ['without a word', {}],
  ])('signs in, too, where it asks for Basic credentials %s, by 401 alone (RFC 6749 §5.2)', async (_what, answer) => {
    const refusal = { status: 401, headers: { 'www-authenticate': 'Basic realm="x", Bearer' }, ...answer }
    const client = await connectWith()
    await client.answerRequest(toRaw(deviceAuthorized(), refusal), toRaw(deviceAuthorized(), refusal))
    expect(sentTo(client, 'deviceAuthorization')).toEqual([ENCODED, RAW])
    const other = await connectWith()
    const authorization = await other.request()
    const right = toRaw(granted(), refusal)
    other.server.script('token', right, right)
    expect(await other.services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
    expect(await other.services.pollToken(authorization, call)).toMatchObject({
      type: 'granted',
      tokens: { rawCredentials: true },
    })
    const renewing = await connectWith()
    renewing.server.script('token', right, right)
    expect(await renewing.services.refreshTokens(KEPT)).toMatchObject({ type: 'refreshed' })
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

/** Answers as a server does that decodes Basic credentials. */
function toEncoded(request: RecordedRequest): ResponseSource {
  return credentialsOf(request) === ENCODED ? granted() : oauthError('invalid_client', { status: 401 })
}

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

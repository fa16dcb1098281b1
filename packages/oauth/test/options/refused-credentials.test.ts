import { deviceAuthorized, granted, oauthError } from '@device-flow/testing'
import type { RecordedRequest } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, endOf, errorOf } from '../support.ts'
import type { Setup } from '../support.ts'
import { SECRET, ENCODED, RAW, KEPT, BASIC, credentialsOf, toRaw, connectWith, sentTo } from './undecoded.ts'

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

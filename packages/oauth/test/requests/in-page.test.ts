import {
  deviceAuthorized,
  denied,
  granted,
  hang,
  html,
  oauthError,
  pending,
  redirect,
  reset,
  retryAfter,
  slowDown,
  truncated,
} from '@device-flow/testing'
import type { GrantedIdToken, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, endOf, errorOf, faultOf } from '../support.ts'

describe.each([
  ['over HTTP', false],
  ['by the fetch of a scripted server', true],
])('%s, the services', (_way, isInPage) => {
  test('sign in, ask who it is, renew the tokens and revoke them', async () => {
    const { services, server, poll } = await connect({ isInPage })
    expect(await poll(pending())).toMatchObject({ type: 'pending' })
    expect(await poll(slowDown({ interval: 22 }))).toMatchObject({ type: 'slowDown', intervalMs: 22_000 })
    const outcome = await poll(granted())
    if (outcome.type !== 'granted') throw new Error(outcome.type)
    expect(outcome.tokens.claims).toMatchObject({ iss: server.issuer, sub: 'person-1', aud: 'client-1' })
    expect(await services.fetchUserInfo(outcome.tokens)).toMatchObject({ sub: 'person-1' })
    expect(await services.refreshTokens(outcome.tokens)).toMatchObject({ type: 'refreshed' })
    await services.revokeTokens(outcome.tokens)
    expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
      'refresh-token-3',
      'access-token-3',
    ])
  })

  test('end a login by what the server decides (C2), and by what it does not say (A1)', async () => {
    const { poll, answerRequest } = await connect({ isInPage })
    expect(endOf(await poll(denied()))).toMatchObject({ reason: 'denied' })
    expect(endOf(await poll(oauthError('invalid_client', { status: 401 })))).toMatchObject({ status: 401 })
    expect(await errorOf(answerRequest(deviceAuthorized({ user_code: '' })))).toMatchObject({ field: 'user_code' })
  })

  test.each<[string, ResponseSource, object]>([
    ['a connection that is reset (D1)', reset(), { reason: 'offline' }],
    ['a body that breaks off (D1)', truncated(10, pending()), { reason: 'offline' }],
    ['a page of a proxy (D1)', html(502), { reason: 'serverError', status: 502 }],
    ['a server that wants to be left alone (B8)', retryAfter(7), { retryAfterMs: 7000 }],
    ['a redirect, which is not followed (H5)', redirect('https://evil.example', 307), { reason: 'invalidResponse' }],
  ])('take %s for a blip', async (_what, response, fault) => {
    const { poll } = await connect({ isInPage })
    expect(await faultOf(poll(response))).toMatchObject(fault)
  })

  test.each(['headers', 'body'] as const)(
    'wait for %s that never come, and no longer than they may (D4)',
    async (what) => {
      const client = await connect({ isInPage })
      const authorization = await client.request()
      client.server.script('token', hang(what))
      const { signal } = new AbortController()
      expect(await faultOf(drive(client, client.services.pollToken(authorization, { signal }), 'token'))).toMatchObject(
        {
          reason: 'timeout',
        },
      )
    },
  )

  test('give a request up with the reason of its signal (E1)', async () => {
    const { services, server, request } = await connect({ isInPage })
    const authorization = await request()
    server.script('token', hang())
    const [controller, reason] = [new AbortController(), new Error('enough')]
    const answer = services.pollToken(authorization, { signal: controller.signal })
    await server.waitForRequest('token')
    controller.abort(reason)
    await expect(answer).rejects.toBe(reason)
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test.each<[string, GrantedIdToken]>([
    ['iss', { claims: { iss: 'https://evil.example' } }],
    ['aud', { claims: { aud: 'client-2' } }],
    ['exp', { claims: { exp: 1 } }],
    ['alg', { alg: 'none' }],
    ['alg', { alg: 'HS256' }],
    ['signature', { key: 'foreign' }],
  ])('reject an ID token whose %s is wrong (H6)', async (field, idToken) => {
    const { poll } = await connect({ isInPage })
    expect(endOf(await poll(granted({}, idToken)))).toMatchObject({ reason: 'invalidIdToken', field })
  })

  test('find the key that the server has rotated to (H6)', async () => {
    const { server, signIn } = await connect({ isInPage })
    await signIn()
    server.rotateKey()
    expect((await signIn()).claims).toMatchObject({ sub: 'person-1' })
  })
})

import { describe, expect, test } from 'vitest'
import { createScriptedFetch } from '../src/fetch.ts'
import type { ScriptedFetch } from '../src/fetch.ts'
import {
  deviceAuthorized,
  denied,
  expired,
  granted,
  oauthError,
  pending,
  slowDown,
  startScriptedServer,
} from '../src/index.ts'
import { withServer } from '../src/vitest.ts'
import { poll, post } from './requests.ts'
import { transports } from './transports.ts'

const discover = async (server: ScriptedFetch, url: string): Promise<unknown> => (await server.fetch(url)).json()

describe.each(transports)('a scripted server $name that was told nothing', ({ start }) => {
  test('is discovered in both ways, with its own issuer and endpoints', async () => {
    const server = await start()
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const response = await server.fetch(`${server.issuer}/.well-known/${name}`)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.json()).toMatchObject({
        issuer: server.issuer,
        device_authorization_endpoint: server.endpoints.deviceAuthorizationEndpoint,
        token_endpoint: server.endpoints.tokenEndpoint,
        revocation_endpoint: server.endpoints.revocationEndpoint,
        userinfo_endpoint: server.endpoints.userinfoEndpoint,
        jwks_uri: server.endpoints.jwksUri,
      })
    }
  })

  test('hands out a device authorization, each with its own device code', async () => {
    const server = await start({ interval: 2, expiresIn: 30 })
    const ask = async (): Promise<unknown> => (await post(server, server.endpoints.deviceAuthorizationEndpoint)).json()
    expect(await ask()).toEqual({
      device_code: 'device-code-1',
      user_code: 'WDJB-MJHT',
      verification_uri: `${server.origin}/activate`,
      verification_uri_complete: `${server.origin}/activate?user_code=WDJB-MJHT`,
      expires_in: 30,
      interval: 2,
    })
    expect(await ask()).toMatchObject({ device_code: 'device-code-2' })
  })

  test('leaves polls pending, refreshes and revokes tokens, and knows who signed in', async () => {
    const server = await start({ subject: 'ann' })
    const first = await poll(server)
    expect([first.status, await first.json()]).toEqual([400, { error: 'authorization_pending' }])
    expect(await (await poll(server, { grant_type: 'refresh_token' })).json()).toMatchObject({ token_type: 'Bearer' })
    expect((await post(server, server.endpoints.revocationEndpoint)).status).toBe(200)
    expect(await (await server.fetch(server.endpoints.userinfoEndpoint)).json()).toEqual({ sub: 'ann' })
    expect((await server.fetch(`${server.origin}/elsewhere`)).status).toBe(404)
  })
})

describe.each(transports)('the script of a server $name', ({ start }) => {
  test('is played answer by answer, and then the usual answer follows', async () => {
    const server = await start({ script: { token: [slowDown(), granted()] } })
    server.script('token', denied())
    const statuses: unknown[] = []
    for (let index = 0; index < 4; index++) {
      const body = (await (await poll(server)).json()) as { error?: string; access_token?: string }
      statuses.push(body.error ?? body.access_token)
    }
    expect(statuses).toEqual(['slow_down', 'access-token-2', 'access_denied', 'authorization_pending'])
  })

  test('can have an answer that is given from then on', async () => {
    const server = await start()
    server.always('token', expired())
    server.script('token', pending())
    const errors: unknown[] = []
    for (let index = 0; index < 3; index++)
      errors.push(((await (await poll(server)).json()) as { error: string }).error)
    expect(errors).toEqual(['authorization_pending', 'expired_token', 'expired_token'])
  })

  test('what is always answered can be taken back: what was before is answered again', async () => {
    const server = await start()
    const code = async (): Promise<unknown> => ((await (await poll(server)).json()) as { error: string }).error
    const takeBackExpired = server.always('token', expired())
    const takeBackSlowDown = server.always('token', slowDown())
    expect(await code()).toBe('slow_down')
    takeBackSlowDown()
    takeBackSlowDown()
    expect(await code()).toBe('expired_token')
    takeBackExpired()
    expect(await code()).toBe('authorization_pending')
    server.always('token', denied())
    server.always('token', slowDown())()
    expect(await code()).toBe('access_denied')
  })

  test('reaches any path, discovery included', async () => {
    const server = await start({
      script: { '/orders': [{ body: [1, 2] }], openidConfiguration: [{ status: 500 }] },
    })
    expect(await (await server.fetch(`${server.origin}/orders?page=1`)).json()).toEqual([1, 2])
    expect((await server.fetch(`${server.issuer}/.well-known/openid-configuration`)).status).toBe(500)
  })

  test('may decide by the request', async () => {
    const server = await start()
    server.always('token', ({ form }) => (form.get('device_code') === 'mine' ? granted() : oauthError('invalid_grant')))
    expect((await poll(server)).status).toBe(400)
    expect((await poll(server, { device_code: 'mine' })).status).toBe(200)
  })

  test('says what each provider says: extra members, other types, missing ones, forms, headers', async () => {
    const server = await start()
    server.script('deviceAuthorization', deviceAuthorized({ interval: '5', expires_in: undefined, message: 'Hi' }))
    const authorization = await (await post(server, server.endpoints.deviceAuthorizationEndpoint)).json()
    expect(authorization).toMatchObject({ interval: '5', message: 'Hi', device_code: 'device-code-1' })
    expect(authorization).not.toHaveProperty('expires_in')

    server.script(
      'token',
      slowDown({ interval: 22, status: 200 }),
      oauthError('invalid_client', {
        status: 401,
        description: 'Who?',
        uri: 'https://example.com',
        headers: { 'x-a': 'b' },
      }),
      { form: { access_token: 'a b', token_type: 'bearer' } },
      { body: new Uint8Array([1, 2, 3]) },
      { status: 502, body: 'plain' },
    )
    const slow = await poll(server)
    expect([slow.status, await slow.json()]).toEqual([200, { error: 'slow_down', interval: 22 }])
    const refused = await poll(server)
    expect([refused.status, refused.headers.get('x-a')]).toEqual([401, 'b'])
    expect(await refused.json()).toEqual({
      error: 'invalid_client',
      error_description: 'Who?',
      error_uri: 'https://example.com',
    })
    const form = await poll(server)
    expect(form.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(await form.text()).toBe('access_token=a+b&token_type=bearer')
    expect(new Uint8Array(await (await poll(server)).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
    const plain = await poll(server)
    expect([plain.status, plain.headers.get('content-type'), await plain.text()]).toEqual([502, 'text/plain', 'plain'])
  })

  test('can leave an endpoint out of discovery, name another issuer, or put the issuer under a path', async () => {
    const lame = await start({
      metadata: { device_authorization_endpoint: undefined, issuer: 'https://evil.example' },
    })
    const found = await discover(lame, `${lame.issuer}/.well-known/openid-configuration`)
    expect(found).toMatchObject({ issuer: 'https://evil.example' })
    expect(found).not.toHaveProperty('device_authorization_endpoint')

    const realm = await start({
      issuerPath: '/realms/demo',
      metadata: (issuer) => ({ token_endpoint: `${issuer}/t` }),
    })
    const expected = { issuer: `${realm.origin}/realms/demo`, token_endpoint: `${realm.origin}/realms/demo/t` }
    expect(await discover(realm, `${realm.issuer}/.well-known/openid-configuration`)).toMatchObject(expected)
    expect(await discover(realm, `${realm.origin}/.well-known/oauth-authorization-server/realms/demo`)).toMatchObject(
      expected,
    )

    const slash = await start({ issuerPath: '/' })
    expect(slash.issuer).toBe(`${slash.origin}/`)
    expect(await discover(slash, `${slash.issuer}.well-known/openid-configuration`)).toMatchObject({
      issuer: slash.issuer,
    })
  })
})

test('a server of HTTP does not race with idle connections: it never closes one', async () => {
  const server = await withServer()
  expect((await poll({ ...server, fetch })).headers.get('keep-alive')).toBeNull()
})

test.each([
  ['of HTTP', async () => ({ ...(await startScriptedServer()), fetch })],
  ['within a page', async () => createScriptedFetch()],
])('a mistake in a script is not taken for a fault of a server %s: close() tells', async (_kind, start) => {
  const server = await start()
  server.script('token', () => {
    throw new Error('mistake in the test')
  })
  expect((await poll(server)).status).toBe(500)
  await expect(server.close()).rejects.toThrow('mistake in the test')
})

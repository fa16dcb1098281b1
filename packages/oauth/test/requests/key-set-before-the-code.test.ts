import { delayed, empty, granted, hang, html, redirect, reset } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, endOf, errorOf, failure } from '../support.ts'
import { moveTo } from '../server/moved.ts'

const rsa = (members: object): object => ({ kty: 'RSA', n: 'bg', e: 'AQAB', ...members })

const noKeys: [string, ResponseSource][] = [
  ['is an empty object', { body: {} }],
  ['has no list', { body: { keys: 'none' } }],
  ['has null for a list', { body: { keys: null } }],
  ['has nothing in it that is a key', { body: { keys: ['main', null, 5] } }],
  ['has keys of no type', { body: { keys: [{}, { kid: 'main' }] } }],
  ['has keys for encryption alone', { body: { keys: [rsa({ use: 'enc' }), rsa({ use: 'enc', alg: 'RSA-OAEP' })] } }],
  ['is a list', { body: [rsa({ kid: 'main' })] }],
  ['is text', { body: '"none"' }],
  ['has shared secrets alone', { body: { keys: [{ kty: 'oct', k: 'c2VjcmV0', use: 'sig' }] } }],
]

describe('a key set without keys (case 21)', () => {
  test('for signatures but one does not keep the code from the person', async () => {
    const { server, request } = await connect()
    server.always('jwks', { body: { keys: [{}, rsa({ use: 'enc' }), rsa({ kid: 'a' })] } })
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test.each(noKeys)(
    'that %s is told before a code is shown, and not as a fault of the network',
    async (_what, answer) => {
      const { server, request } = await connect()
      server.always('jwks', answer)
      const error = await errorOf(request())
      expect(error).toMatchObject({ reason: 'unsupported', field: 'jwks_uri' })
      expect(error.message).toContain('has no keys')
      expect(error.message).toContain('leave openid out of the scope')
      expect(error.message).not.toMatch(/network|try again|Start again/i)
    },
  )

  test('that is empty keeps the code from nobody: some servers make their key with the first ID token', async () => {
    const { server, signIn } = await connect()
    server.script('jwks', { body: { keys: [] } })
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(server.requests('jwks')).toHaveLength(2)
  })

  test('that is still empty when the token comes is read again for 30 s, and then no token is taken', async () => {
    const client = await connect()
    client.server.always('jwks', { body: { keys: [] } })
    const startedAt = client.clock.now()
    const error = endOf(await drive(client, client.poll(granted())))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'kid' })
    expect(client.clock.now() - startedAt).toBeGreaterThanOrEqual(30_000)
    expect(client.server.requests('revocation')).toHaveLength(2)
  })

  test('is told of even when it comes a little later than the code', async () => {
    const client = await connect()
    client.server.always('jwks', delayed(100, { body: {} }))
    expect((await errorOf(drive(client, client.request()))).reason).toBe('unsupported')
  })

  test('is no matter to a client that verifies with its secret', async () => {
    const clientSecret = 'a-secret-of-thirty-two-characters'
    const { server, signIn } = await connect({
      clientAuth: { method: 'client_secret_basic', clientSecret },
      server: { metadata: { id_token_signing_alg_values_supported: ['RS256', 'HS256'] } },
    })
    server.always('jwks', { body: {} })
    const tokens = await signIn(granted({}, { alg: 'HS256', key: { secret: clientSecret } }))
    expect(tokens.claims?.sub).toBe('person-1')
  })

  test('is no matter where no ID token is asked for', async () => {
    const { server, signIn } = await connect({ scope: 'api' })
    server.always('jwks', { body: {} })
    expect((await signIn(granted({ scope: 'api' }))).accessToken.reveal()).toBe('access-token-1')
  })

  test('is named for what it is when it turns up after the approval', async () => {
    const client = await connect()
    client.server.script('jwks', reset())
    client.server.always('jwks', { body: {} })
    const error = endOf(await client.poll(granted()))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'jwks_uri' })
    expect(error.message).toContain('has no keys')
    expect(error.message).not.toMatch(/network|Start again/)
    expect(client.server.requests('revocation')).toHaveLength(2)
  })

  test('does not end a session that is renewed', async () => {
    const { server, signIn, services } = await connect()
    const tokens = await signIn()
    server.rotateKey()
    server.always('jwks', { body: {} })
    const renewed = await services.refreshTokens(tokens)
    expect(renewed.type).toBe('refreshed')
    // The chart keeps what a response leaves out.
    expect(renewed).not.toHaveProperty('tokens.claims')
  })
})

describe('a key set that is refused', () => {
  test.each<[string, ResponseSource, string]>([
    ['by a bare 404', empty(404), 'HTTP 404'],
    ['by a 404 in JSON', { status: 404, body: { message: 'nope' } }, 'HTTP 404 “nope”'],
    ['by a 404 page', html(404), 'HTTP 404'],
    ['by a 410', empty(410), 'HTTP 410'],
    ['by a 401', { status: 401, body: { error: 'invalid_token' } }, 'HTTP 401'],
  ])('%s is told before a code is shown: no approval could be verified (case 21)', async (_what, answer, said) => {
    const { server, request } = await connect()
    server.always('jwks', answer)
    const error = await errorOf(request())
    expect(error).toMatchObject({ reason: 'unsupported', field: 'jwks_uri' })
    expect(error.message).toContain(`is no key set (${said}`)
    expect(error.message).toContain('leave openid out of the scope')
    expect(error.message).not.toMatch(/try again|Start again/i)
  })

  test('does not keep the code from the person where the metadata of today names another (case 13)', async () => {
    const client = await connect()
    const { server, clock } = client
    server.script('openidConfiguration', async () => {
      const body = await (await fetch(`${server.issuer}/.well-known/oauth-authorization-server`)).json()
      return { body, headers: { 'cache-control': 'max-age=86400' } }
    })
    await client.signIn()
    const body = await server.jwks()
    server.always('jwks', empty(404))
    server.always('/v2/keys', { body })
    moveTo(client, { jwks_uri: `${server.origin}/v2/keys` })
    // The metadata may be used for a day, but the keys for an hour.
    await clock.advance(2 * 3_600_000)
    expect((await client.request()).userCode).toBe('WDJB-MJHT')
    expect((await client.signIn()).claims?.sub).toBe('person-1')
  })
})

test('a key set that is elsewhere is told before a code is shown (H5, case 27)', async () => {
  const elsewhere = await connect()
  const { server, request } = await connect()
  server.always('jwks', redirect(elsewhere.server.endpoints.jwksUri))
  const error = await errorOf(request())
  expect(error).toMatchObject({ reason: 'unsupported', field: 'jwks_uri' })
  expect(error.message).toContain('redirect')
  expect(elsewhere.server.requests()).toHaveLength(0)
})

describe('a key set that can only not be had now', () => {
  test.each<[string, ResponseSource]>([
    ['out of reach', reset()],
    ['a page', html(200)],
    ['a 503', empty(503)],
    ['a 429', empty(429)],
    ['a captive portal', html(511)],
    ['cut-off JSON', { body: '{"keys": [' }],
  ])('(%s) does not keep the code from the person', async (_what, answer) => {
    const { server, request } = await connect()
    server.script('jwks', answer)
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test('(one that hangs) delays the code by half a second at most', async () => {
    const client = await connect()
    client.server.script('jwks', hang())
    const startedAt = client.clock.now()
    expect((await drive(client, client.request(), 'jwks')).userCode).toBe('WDJB-MJHT')
    expect(client.clock.now() - startedAt).toBeLessThanOrEqual(500)
  })

  test('and a login that is called off meanwhile ends at once, with nothing left behind', async () => {
    const { server, services, clock } = await connect()
    server.script('jwks', hang())
    const controller = new AbortController()
    const request = failure(services.requestDeviceAuthorization({}, { signal: controller.signal }))
    await server.waitForRequest('jwks')
    await expect.poll(() => server.requests('deviceAuthorization')[0]?.endedAt).toBeDefined()
    controller.abort(new Error('enough'))
    expect(await request).toMatchObject({ message: 'enough' })
    await expect.poll(() => server.requests('jwks')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test('and is not asked for where the device endpoint refuses', async () => {
    const { server, request } = await connect()
    server.script('deviceAuthorization', { status: 400, body: { error: 'unauthorized_client' } })
    expect((await errorOf(request())).error).toBe('unauthorized_client')
    expect(server.requests('jwks')).toHaveLength(0)
  })
})

import {
  empty,
  granted,
  hang,
  html,
  huge,
  oauthError,
  redirect,
  reset,
  retryAfter,
  slowDown,
  tokenSet,
  truncated,
} from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { call, connect, drive, faultOf } from '../support.ts'

const host = 'https://id.example.com'
const endpoints = { deviceAuthorizationEndpoint: `${host}/device`, tokenEndpoint: `${host}/token` }

/** A client whose every request fails like this. */
function failing(error: Error): OAuthServices {
  return createOAuthServices({ endpoints, clientId: 'tv', fetch: vi.fn<typeof fetch>().mockRejectedValue(error) })
}

/** As Node's fetch rejects. */
function fetchFailed(code: string, more: object = {}): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...more }) })
}

afterEach(() => void vi.unstubAllGlobals())

describe('a refresh that may have used up its refresh token says when it was sent (T2)', () => {
  test.each<[string, ResponseSource]>([
    ['the connection is reset', reset()],
    ['the response is torn off', truncated(20, granted())],
    ['the response is cut-off JSON', { body: '{"access_tok' }],
    ['a page answers with 200', html(200)],
    ['a page has more than 1 MiB', huge(2_000_000)],
    [
      'the response is in another encoding than it says',
      { headers: { 'content-encoding': 'gzip' }, body: { access_token: 'a' } },
    ],
    ['the response has too many headers', { headers: { 'x-trace': 'x'.repeat(20_000) }, body: {} }],
    ['it says where to see what came of it (303)', redirect('https://id.example.com/', 303)],
    ['a gateway answers with 502', html(502)],
    ['a gateway gives the server up (504)', html(504)],
    ['the server fails (500)', empty(500)],
    ['the server fails, in OAuth', oauthError('server_error')],
  ])('%s', async (_what, response) => {
    const { services, server, clock } = await connect()
    await services.requestDeviceAuthorization({}, call)
    await clock.advance(5000)
    server.script('token', response)
    expect((await faultOf(services.refreshTokens(tokenSet()))).sentAt).toBe(clock.now())
  })

  test('the server does not answer', async () => {
    const { services, server, clock } = await connect()
    await services.requestDeviceAuthorization({}, call)
    server.script('token', hang())
    const sentAt = clock.now()
    const fault = faultOf(services.refreshTokens(tokenSet()))
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', sentAt, receivedAt: sentAt + 30_000 })
  })

  test.each([
    ['a connection that was open is closed', fetchFailed('UND_ERR_SOCKET')],
    ['what answers is no HTTP', fetchFailed('HPE_INVALID_CONSTANT')],
    ['no answer comes on a connection', fetchFailed('ETIMEDOUT', { syscall: 'read' })],
    ['a record of TLS is broken', fetchFailed('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')],
    ['a fetch of the app fails for a reason of its own', new Error('aborted by an extension')],
  ])('%s', async (_what, error) => {
    expect((await faultOf(failing(error).refreshTokens(tokenSet()))).sentAt).toBeTypeOf('number')
  })

  test('the browser does not say why', async () => {
    vi.stubGlobal('navigator', { onLine: true })
    expect((await faultOf(failing(new TypeError('Failed to fetch')).refreshTokens(tokenSet()))).sentAt).toBeTypeOf(
      'number',
    )
  })

  test('the network goes while the response is read', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError('network error')) })
    const services = createOAuthServices({ endpoints, clientId: 'tv', fetch: async () => new Response(body) })
    expect((await faultOf(services.refreshTokens(tokenSet()))).sentAt).toBeTypeOf('number')
  })
})

describe('a refresh that surely has used up nothing says so: it has no sentAt (T2)', () => {
  test('nobody listens', async () => {
    const { services, server } = await connect({ endpoints: (scripted) => scripted.endpoints })
    await server.goOffline()
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault).toMatchObject({ reason: 'offline', sentAt: undefined, cause: { message: 'ECONNREFUSED' } })
    await server.goOnline()
  })

  test('there is no such host', async () => {
    const nowhere = { ...endpoints, tokenEndpoint: 'https://no-such-host.invalid/token' }
    const services = createOAuthServices({ endpoints: nowhere, clientId: 'tv' })
    expect(await faultOf(services.refreshTokens(tokenSet()))).toMatchObject({ reason: 'offline', sentAt: undefined })
  })

  test('there is no TLS', async () => {
    const { services, server } = await connect({
      endpoints: (scripted) => ({
        ...scripted.endpoints,
        tokenEndpoint: scripted.endpoints.tokenEndpoint.replace('http:', 'https:'),
      }),
    })
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault).toMatchObject({ reason: 'offline', sentAt: undefined })
    expect(server.requests()).toHaveLength(0)
  })

  test.each([
    ['the name server does not answer', fetchFailed('EAI_AGAIN', { syscall: 'getaddrinfo' })],
    ['the host cannot be reached', fetchFailed('EHOSTUNREACH', { syscall: 'connect' })],
    ['no connection comes about in time', fetchFailed('UND_ERR_CONNECT_TIMEOUT')],
    ['the platform gives up connecting', fetchFailed('ETIMEDOUT', { syscall: 'connect' })],
    ['none of its addresses takes a connection', new TypeError('fetch failed', { cause: severalAddresses() })],
    ['the certificate is not trusted', fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['the certificate is another host’s', fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['its authority is unknown', fetchFailed('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    [
      'the proxy asks for a login',
      new TypeError('fetch failed', { cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling') }),
    ],
  ])('%s', async (_what, error) => {
    expect(await faultOf(failing(error).refreshTokens(tokenSet()))).toMatchObject({
      reason: 'offline',
      sentAt: undefined,
    })
  })

  test('a browser knows that it has no network', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    expect((await faultOf(failing(new TypeError('Failed to fetch')).refreshTokens(tokenSet()))).sentAt).toBeUndefined()
  })

  test.each<[string, ResponseSource]>([
    ['the server has no time (503)', retryAfter(5)],
    ['there were too many requests (429)', empty(429)],
    ['there were too many requests, in OAuth', slowDown()],
    ['there were too many requests, in words of its own', { status: 200, body: { error: 'too_many_requests' } }],
    ['the server has no time, in OAuth', oauthError('temporarily_unavailable', { status: 500 })],
    ['it is too early (425)', empty(425)],
    ['a firewall refuses (403)', html(403)],
    ['there is no such page (404)', html(404)],
    ['the network asks for a login (511)', html(511)],
    ['a load balancer sends everybody elsewhere (302)', redirect('https://portal.example.com/')],
    ['it is to be asked elsewhere (308)', redirect('https://id.example.com/', 308)],
  ])('%s', async (_what, response) => {
    const { services, server } = await connect()
    server.script('token', response)
    expect((await faultOf(services.refreshTokens(tokenSet()))).sentAt).toBeUndefined()
  })

  test.each([true, false])('a proxy asks for a login (407), be it in a page: %j', async (isInPage) => {
    const { services, server } = await connect({ isInPage })
    server.script('token', empty(407))
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault).toMatchObject({ reason: 'offline', sentAt: undefined, mayBeSuccess: undefined })
    expect(fault.message).toContain('could not be reached (the proxy asks for a login).')
  })

  test.each<[string, ResponseSource]>([
    ['fails', empty(500)],
    ['is a page', html(200)],
    ['is reset', reset()],
    ['hangs', hang()],
  ])('discovery, before it, %s', async (_what, response) => {
    const client = await connect()
    client.server.always('openidConfiguration', response)
    client.server.always('oauthServerMetadata', response)
    const hanging = (response as { hang?: true }).hang
    const fault = faultOf(client.services.refreshTokens(tokenSet()))
    if (hanging) await client.clock.runUntilIdle()
    await drive(client, fault, 'openidConfiguration')
    expect((await fault).sentAt).toBeUndefined()
    expect(client.server.requests('token')).toHaveLength(0)
  })
})

/** As Node says that it has tried all addresses of a host. */
function severalAddresses(): Error {
  const refused = Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT', syscall: 'connect' })
  return Object.assign(new AggregateError([refused, refused]), { code: 'ETIMEDOUT' })
}

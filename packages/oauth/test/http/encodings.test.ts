import { granted, tokenSet, truncated } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connectToThread } from '../server-in-a-thread.ts'
import { call, connect, drive, errorOf, failure, faultOf } from '../support.ts'

describe('a body in an encoding that undici gives up on does not end the process', () => {
  const encodings = Array.from({ length: 6 }, () => 'gzip').join(',')
  const answer = (more: ScriptedResponse): ScriptedResponse => ({
    headers: { 'content-encoding': encodings },
    body: 'x',
    ...more,
  })

  test.each<[string, ScriptedResponse]>([
    ['and large', answer({ body: 'x'.repeat(200_000) })],
    ['and unfinished', answer({ body: 'x'.repeat(200), hang: 'body' })],
    ['and cut off', answer({ body: 'x'.repeat(20_000), truncate: 9000 })],
    ['and cut off at once', answer({ truncate: 1 })],
    [
      'and in chunks that make no sense',
      answer({ headers: { 'content-encoding': encodings, 'content-length': '1' }, body: 'x'.repeat(99) }),
    ],
  ])('six times over, %s', async (_what, broken) => {
    const crashes = crashesUntilEnd()
    const client = await connect({ scope: 'profile' })
    const { server, services, request, clock } = client
    server.script('openidConfiguration', broken, broken)
    server.script('oauthServerMetadata', broken, broken)
    expect((await errorOf(drive(client, request()))).reason).toBe('unsupported')
    server.script('deviceAuthorization', broken)
    expect((await errorOf(request())).reason).toBe('invalidResponse')
    const authorization = await request()
    server.script('token', broken)
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('invalidResponse')
    server.always('revocation', broken)
    expect((await faultOf(services.revokeTokens(tokenSet()))).reason).toBe('invalidResponse')
    server.script('jwks', broken)
    await request({ scope: 'openid' })
    expect(clock.pendingTimers).toBeLessThan(2)
    await expect.poll(() => server.requests().every(({ endedAt }) => endedAt)).toBe(true)
    await server.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(crashes).toEqual([])
  })

  test("an injected fetch that has failed is not called off on top of it: undici's could raise such an event", async () => {
    const signals: (AbortSignal | null | undefined)[] = []
    const { request } = await connect({
      fetch: (_url, init) => {
        signals.push(init?.signal)
        return Promise.reject(new TypeError('fetch failed'))
      },
    })
    await faultOf(request())
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, false])
  })

  test.each(['gzip', 'br', 'deflate', 'gzip,gzip,gzip,gzip,gzip', 'unheard-of'])(
    'nor one in %s that is called off, or takes too long, half-way',
    async (encoding) => {
      const crashes = crashesUntilEnd()
      const { server, services, request, clock } = await connect()
      const authorization = await request()
      const controller = new AbortController()
      const hanging: ScriptedResponse = {
        headers: { 'content-encoding': encoding },
        body: 'x'.repeat(60_000),
        hang: 'body',
      }
      server.script('token', hanging, hanging)
      const calledOff = failure(services.pollToken(authorization, { signal: controller.signal }))
      await server.waitForRequest('token')
      controller.abort(new Error('enough'))
      const tooLong = failure(services.pollToken(authorization, call))
      await server.waitForRequest('token', 2)
      await clock.runUntilIdle()
      await Promise.all([calledOff, tooLong])
      await server.close()
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(crashes).toEqual([])
    },
  )
})

/** A pending response whose plain JSON is said to be in an encoding. */
const pendingAs = (encoding: string): ScriptedResponse => ({
  status: 400,
  headers: { 'content-encoding': encoding },
  body: { error: 'authorization_pending' },
})

describe('a response that was there, and could not be read, is no dead network (D2)', () => {
  test.each(['gzip', 'x-gzip', 'deflate', 'br', 'gzip, br'])('JSON that is said to be %s', async (encoding) => {
    const { answerRequest, poll, server } = await connect({ scope: 'profile' })
    const { host } = new URL(server.origin)
    expect(await errorOf(answerRequest(pendingAs(encoding)))).toMatchObject({
      reason: 'invalidResponse',
      message: expect.stringContaining(`sent a body that is not in its Content-Encoding, ${encoding} (HTTP 400).`),
    })
    expect(await faultOf(poll(pendingAs(encoding)))).toMatchObject({
      reason: 'invalidResponse',
      status: 400,
      message: `The token endpoint at ${host} sent a body that is not in its Content-Encoding, ${encoding} (HTTP 400).`,
    })
    expect((await poll(granted())).type).toBe('granted')
  })

  test('headers that are too large', async () => {
    const { poll } = await connect()
    const fault = await faultOf(poll({ headers: { 'x-trace': 'x'.repeat(20_000) }, body: {} }))
    expect(fault).toMatchObject({ reason: 'invalidResponse', status: undefined })
    expect(fault.message).toContain('sent more headers than are read.')
  })

  test.each([
    ['a 100 Continue that was not asked for', 'HTTP/1.1 100 Continue\\r\\n\\r\\n'],
    ['a 101', 'HTTP/1.1 101 Switching Protocols\\r\\nConnection: upgrade\\r\\nUpgrade: h2c\\r\\n\\r\\n'],
  ])('%s, which is no advice to check the network', async (_what, interim) => {
    const services = await connectToThread(`
      if (request.url === '/token') request.socket.write('${interim}')
      response.end(body)
    `)
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    expect(fault).toMatchObject({
      reason: 'invalidResponse',
      status: undefined,
      sentAt: expect.any(Number),
      // After it came an answer, which may have been the tokens.
      mayBeSuccess: true,
    })
    expect(fault.message).toMatch(
      /^The token endpoint at \S+ sent a 1xx response that was not asked for, which Node cannot read\.$/,
    )
  })

  test('while a 103 is passed over', async () => {
    const services = await connectToThread(`
      request.socket.write('HTTP/1.1 103 Early Hints\\r\\n\\r\\n')
      response.end(body)
    `)
    expect((await services.refreshTokens(tokenSet())).type).toBe('refreshed')
  })

  test('while a response that is torn off is one: what tore it may be the network (T2)', async () => {
    const { poll } = await connect()
    const fault = await faultOf(poll(truncated(5, granted())))
    expect(fault.reason).toBe('offline')
    expect(fault.message).not.toContain('Content-Encoding')
  })

  test('nor does a page blame the network, or CORS, for a response that broke off', async () => {
    vi.stubGlobal('document', {})
    onTestFinished(() => void vi.unstubAllGlobals())
    const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError('network error')) })
    const { request } = await connect({ scope: 'profile', fetch: async () => new Response(body) })
    expect((await faultOf(request())).message).toMatch(/^The response of the OpenID metadata at \S+ broke off\.$/)
  })
})

/** What would have ended the process, from now to the end of the test. */
function crashesUntilEnd(): unknown[] {
  const crashes: unknown[] = []
  const runners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => crashes.push(error))
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const listener of runners) process.on('uncaughtException', listener)
  })
  return crashes
}

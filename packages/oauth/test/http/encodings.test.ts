import { tokenSet } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { call, connect, failure, faultOf } from '../support.ts'

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
    const { server, services, request, clock } = await connect({ scope: 'profile' })
    server.script('openidConfiguration', broken)
    server.script('oauthServerMetadata', broken)
    expect((await faultOf(request())).reason).toBe('offline')
    server.script('deviceAuthorization', broken)
    expect((await faultOf(request())).reason).toBe('offline')
    const authorization = await request()
    server.script('token', broken)
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    server.always('revocation', broken)
    expect((await faultOf(services.revokeTokens(tokenSet()))).reason).toBe('offline')
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

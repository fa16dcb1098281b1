import { inspect } from 'node:util'
import { hang, huge, pending, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { timeoutFault } from '../../src/http/timeout-fault.ts'
import { call, connect, errorOf, failure, faultOf } from '../support.ts'

describe('no request takes longer than it may (D4)', () => {
  test.each<[string, ResponseSource]>([
    ['headers that never come', hang()],
    ['a body that never ends', hang('body')],
  ])('%s', async (_what, answer) => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 3000, server: { expiresIn: 900 } })
    const authorization = await request()
    server.script('token', answer)
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.advance(2999)
    expect(clock.pendingTimers).toBe(1)
    await clock.advance(1)
    const fault = await poll
    expect(fault).toMatchObject({ reason: 'timeout', receivedAt: clock.now() })
    expect(fault.message).toContain('within 3 s')
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test.each([
    ['2.5 s longer than the code lives', 55_000, 7500],
    ['5 s at the deadline, for an approval at the last moment (C6)', 60_000, 5000],
    ['5 s after it', 90_000, 5000],
    ['10 s otherwise', 0, 10_000],
  ])('a poll takes at most %s', async (_what, passedMs, timeoutMs) => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
    const authorization = await request()
    await clock.advance(passedMs)
    const startedAt = clock.now()
    server.script('token', hang())
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect((await poll).receivedAt - startedAt).toBe(timeoutMs)
  })

  test('a poll that follows one that took too long may take 20 s, then 30 s, and one a minute, until one is answered within 10 s', async () => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 600 } })
    const authorization = await request()
    const limitOf = async (): Promise<number> => {
      const startedAt = clock.now()
      const heard = server.requests('token').length
      server.script('token', hang())
      const poll = faultOf(services.pollToken(authorization, call))
      await expect.poll(() => server.requests('token').length).toBe(heard + 1)
      await clock.runUntilIdle()
      return (await poll).receivedAt - startedAt
    }
    const limits: number[] = []
    while (limits.length < 6) limits.push(await limitOf())
    expect(limits).toEqual([10_000, 20_000, 30_000, 65_000, 10_000, 15_000])
    // No later than with polls of 30 s, a server that is silent is told to be out of reach.
    expect(limits.reduce((sum, ms) => sum + ms)).toBe(150_000)
    server.script('token', pending())
    await services.pollToken(authorization, call)
    expect(await limitOf()).toBe(10_000)
  })

  test('nor less, though the wall clock was set ahead: a slow server is not cut off for that (case 12)', async () => {
    for (const jumpMs of [3_600_000, 20 * 365 * 86_400_000]) {
      const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
      const authorization = await request()
      clock.jumpWall(jumpMs)
      const startedAt = clock.monotonic()
      server.script('token', hang())
      const poll = faultOf(services.pollToken(authorization, call))
      await server.waitForRequest('token')
      await clock.runUntilIdle()
      expect((await poll).receivedAtMonotonic).toBe(startedAt + 10_000)
    }
  })

  test('what is left of a limit is told to a tenth of a second', () => {
    const told = [29_984.018115, 700, 10_000].map(
      (ms) => timeoutFault('token endpoint', ms, { receivedAt: 0, receivedAtMonotonic: 0 }).message,
    )
    const advice = ' If it is only slow, set a longer requestTimeoutMs (--request-timeout).'
    expect(told).toEqual(['30', '0.7', '10'].map((s) => `The token endpoint did not answer within ${s} s.${advice}`))
  })

  test('and one that no option gives more time names none', async () => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
    const authorization = await request()
    await clock.advance(55_000)
    server.script('token', hang())
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect((await poll).message).toBe('The token endpoint did not answer within 7.5 s.')
  })

  test('a fetch that ignores its signal can not hold a login up', async () => {
    const { services, clock } = await connect({ fetch: () => new Promise(() => {}) })
    const fault = faultOf(services.requestDeviceAuthorization({}, call))
    await clock.runUntilIdle()
    expect((await fault).reason).toBe('timeout')
  })
})

describe('calling off (E1, E2)', () => {
  test('a request that is called off ends at once, with the reason given', async () => {
    const { server, services, request, clock } = await connect()
    const authorization = await request()
    const controller = new AbortController()
    server.script('token', hang())
    const poll = failure(services.pollToken(authorization, { signal: controller.signal }))
    await server.waitForRequest('token')
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await poll).toBe(reason)
    expect(clock.pendingTimers).toBe(0)
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test('nothing is sent for a signal that is aborted already', async () => {
    const { server, services } = await connect()
    const reason = new Error('never mind')
    const signal = AbortSignal.abort(reason)
    expect(await failure(services.requestDeviceAuthorization({}, { signal }))).toBe(reason)
    expect(server.requests()).toHaveLength(0)
  })
})

describe('redirects are not followed (H5)', () => {
  test('nor in a browser, which shows them without their status', async () => {
    const hidden = Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } })
    const { request } = await connect({
      endpoints: ({ endpoints }) => endpoints,
      scope: 'profile',
      fetch: () => Promise.resolve(hidden),
    })
    expect(await errorOf(request())).toMatchObject({
      reason: 'invalidResponse',
      status: undefined,
      message: expect.stringContaining('answered with a redirect, which is not followed.'),
    })
  })

  test.each([301, 302, 303, 307, 308])('HTTP %i: the device code goes nowhere else', async (status) => {
    const elsewhere = await connect()
    const { poll, server } = await connect()
    const error = await faultOf(poll(redirect(`${elsewhere.server.origin}/token`, status)))
    expect(error).toMatchObject({ reason: 'invalidResponse', status })
    expect(error.message).toContain(`token endpoint at ${new URL(server.origin).host}`)
    expect(inspect(error)).not.toContain('device-code-1')
    expect(elsewhere.server.requests()).toHaveLength(0)
  })
})

test('50 MB end quickly, in a typed error, without being held in memory', async () => {
  const { services, request, server } = await connect()
  const authorization = await request()
  server.script('token', huge(50_000_000))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const startedAt = performance.now()
  const error = await faultOf(services.pollToken(authorization, call))
  expect(performance.now() - startedAt).toBeLessThan(2000)
  expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000)
  expect(error).toMatchObject({ reason: 'invalidResponse', status: 200 })
  expect(error.message).toContain('1 MiB')
  await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
})

describe('a platform whose fetch has no streams', () => {
  test('can sign in', async () => {
    const { signIn } = await connect({ fetch: withoutStreams })
    expect((await signIn()).claims?.sub).toBe('person-1')
  })

  test('is told of a body that is too large', async () => {
    const { answerRequest } = await connect({ fetch: withoutStreams })
    expect((await errorOf(answerRequest(huge(2_000_000)))).message).toContain('1 MiB')
  })
})

test('deeply nested JSON ends in a typed error', async () => {
  const { answerRequest } = await connect()
  const nested = { body: '['.repeat(500_000) + ']'.repeat(500_000) }
  expect((await errorOf(answerRequest(nested))).reason).toBe('invalidResponse')
})

async function withoutStreams(...request: Parameters<typeof fetch>): Promise<Response> {
  return Object.defineProperty(await fetch(...request), 'body', { value: null })
}

import { createVirtualClock, granted, hang, pending, reset } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { schedulePatiently } from '@device-flow/untrusted'
import type { OAuthServices } from '../../src/index.ts'
import { connectToThread, keepBusy } from '../server-in-a-thread.ts'
import { call, connect, faultOf, holdBack } from '../support.ts'

const ANSWER_AFTER_MS = 100

/** A client whose requests time out after 0.3 s, by a clock that is a hundred times as fast: for a refresh, that is 30 s. */
const impatient = {
  requestTimeoutMs: 30_000,
  clock: {
    now: () => Date.now(),
    monotonic: () => performance.now() * 100,
    schedule(callback: () => void, delayMs: number) {
      const timer = setTimeout(callback, delayMs / 100)
      return () => clearTimeout(timer)
    },
  },
}

/** The services of such a client of a server that answers after 0.1 s. */
function slowServer(): Promise<OAuthServices> {
  const reply = `setTimeout(() => response.end(body), request.url === '/device' ? 0 : ${ANSWER_AFTER_MS})`
  return connectToThread(reply, impatient)
}

/** From now on, more time has passed than timers were set for, whenever they fire. */
function timersFireLate(clock: VirtualClock): void {
  const monotonic = clock.monotonic.bind(clock)
  clock.monotonic = () => monotonic() * 2
}

/** Starts a request, and keeps the event loop from everything else until long after its time-out. */
async function busyDuring<Value>(start: () => Promise<Value>): Promise<Value> {
  const result = start()
  await new Promise((resolve) => setTimeout(resolve, 40))
  // After timers, Node reads its sockets; after immediates it does not, before the next timers.
  await new Promise((resolve) => setImmediate(resolve))
  keepBusy(700)
  return result
}

describe('an answer that is there when a busy process comes to itself counts, however late that is (attack X2)', () => {
  test('the tokens of a poll', async () => {
    const services = await slowServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect((await busyDuring(() => services.pollToken(authorization, call))).type).toBe('granted')
  })

  test('the tokens of a refresh, whose old refresh token is used up', async () => {
    const services = await slowServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    const first = await services.pollToken(authorization, call)
    if (first.type !== 'granted') throw new Error(first.type)
    expect((await busyDuring(() => services.refreshTokens(first.tokens))).type).toBe('refreshed')
    expect((await busyDuring(() => services.fetchUserInfo(first.tokens))).sub).toBe('person-1')
    await busyDuring(() => services.revokeTokens(first.tokens))
  })
})

describe('what a late time-out would have cost is kept in its grace (attack X2)', () => {
  test('keys that come just after the limit for them', async () => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 30_000 })
    const { held, release } = holdBack()
    server.script('jwks', reset())
    server.always('jwks', async (_request, { jwks }) => held.then(async () => ({ body: await jwks() })))
    const authorization = await request()
    await server.waitForRequest('jwks')
    server.script('token', granted())
    timersFireLate(clock)
    const poll = services.pollToken(authorization, call)
    await server.waitForRequest('jwks', 2)
    await clock.advance(35_500)
    release()
    expect((await poll).type).toBe('granted')
  })

  test('the end of tokens that were refused, whose server answers just after the limit for it', async () => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 30_000 })
    const authorization = await request()
    server.script('token', granted({ token_type: 'mac' }))
    server.script('revocation', hang())
    timersFireLate(clock)
    let isOver = false
    const poll = services.pollToken(authorization, call).finally(() => (isOver = true))
    await server.waitForRequest('revocation')
    await clock.advance(3500)
    expect(isOver).toBe(false)
    await clock.runUntilIdle()
    expect((await poll).type).toBe('ended')
  })
})

describe('a time-out that fires late is one all the same when no answer comes', () => {
  test('once: it gives up soon after', async () => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 3000 })
    const authorization = await request()
    server.script('token', hang())
    timersFireLate(clock)
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    const startedAt = clock.now()
    await clock.runUntilIdle()
    expect((await poll).reason).toBe('timeout')
    expect(clock.now() - startedAt).toBeLessThanOrEqual(3000 + 3 * 1000)
  })

  test('and one that fires in time gives no grace: no request takes longer than it may (D4)', async () => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 3000 })
    const authorization = await request()
    server.script('token', hang(), pending())
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.advance(3000)
    expect((await poll).receivedAt).toBe(clock.now())
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a deadline', () => {
  test('that was called off in its grace does not pass', async () => {
    const clock = createVirtualClock()
    const passed: number[] = []
    timersFireLate(clock)
    const callOff = schedulePatiently(clock, 1000, () => passed.push(clock.now()))
    await clock.advance(1000)
    expect(clock.pendingTimers).toBe(1)
    callOff()
    await clock.runUntilIdle()
    expect(passed).toEqual([])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0])(
    'passes on a broken monotonic clock of %s, too',
    async (value) => {
      const clock = createVirtualClock()
      clock.monotonic = () => value
      let passed = 0
      schedulePatiently(clock, 1000, () => (passed += 1))
      await clock.runUntilIdle()
      expect(passed).toBe(1)
    },
  )
})

import { describe, expect, test } from 'vitest'
import type { PollStep } from '@device-flow/testing/virtual'
import { login } from './support.ts'

const short = [{ ok: { expiresInMs: 15_000 } }]
const wait = { retryAfterMs: 120_000 }

const asked: [string, PollStep][] = [
  ['a 503', { fault: 'serverError', status: 503, ...wait }],
  ['a 429', { fault: 'rateLimited', status: 429, ...wait }],
  ['authorization_pending', { pending: wait }],
  ['slow_down', { slowDown: wait }],
]

describe.each(asked)('a Retry-After beyond the life of the code, on %s', (_, step) => {
  test('is told at once, as nothing can come of this code (attack X14)', async () => {
    const flow = login({ authorizations: short, polls: ['pending', step] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.clock.monotonic()).toBe(10_000)
    expect(flow.error()?.reason).toBe('offline')
    expect(flow.error()?.message).toMatch(/left alone for 120 s.*longer than the code lives.*[Ss]tart again after that/)
    expect(flow.error()?.message).not.toMatch(/not used/)
    expect(flow.error()?.retryAt).toBe(flow.clock.now() + 120_000)
    // Either of them tells an app that the server has answered.
    expect(flow.error()?.status ?? flow.error()?.error).toBeDefined()
    await flow.clock.advance(3_600_000)
    expect(flow.pollTimes()).toEqual([5_000, 10_000])
  })

  test('is told on the first poll too (attack X14)', async () => {
    const flow = login({ authorizations: short, polls: [step] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.clock.monotonic()).toBe(5_000)
    expect(flow.error()?.reason).toBe('offline')
  })

  test('is waited for when the code lives long enough (attack X14)', async () => {
    const flow = login({ polls: [step, 'granted'] })
    flow.send({ type: 'start' })
    expect(await flow.decided()).toBe('authorized')
    expect(flow.pollTimes()).toEqual([5_000, 125_000])
  })

  test('is judged by the time that is left, not by a wall clock that was set ahead (attack X14, case 12)', async () => {
    const flow = login({ polls: ['pending', step, 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(6_000)
    flow.clock.jumpWall(3_600_000)
    expect(await flow.decided()).toBe('authorized')
  })
})

test('a Retry-After that ends just after the code still gets its last poll (attack X14)', async () => {
  const flow = login({ authorizations: short, polls: [{ pending: { retryAfterMs: 19_000 } }, 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 24_000])
})

test('the end names the status of the answer that asked for it (attack X14)', async () => {
  const flow = login({ authorizations: short, polls: [{ fault: 'rateLimited', status: 429, ...wait }] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()).toMatchObject({ status: 429, cause: { name: 'TransientFault' } })
  expect(flow.error()?.message).toContain('HTTP 429')
})

test.each([Number.NaN, -1, 0])('a Retry-After of %s is none (attack X14)', async (retryAfterMs) => {
  for (const step of [{ pending: { retryAfterMs } }, { fault: 'serverError' as const, retryAfterMs }]) {
    const flow = login({ polls: [step, 'granted'] })
    flow.send({ type: 'start' })
    expect(await flow.decided()).toBe('authorized')
    expect(flow.services.gaps('pollToken')[0]?.monotonic).toBeGreaterThanOrEqual(5_000)
  }
})

test('a request for a code that is to wait too long ends at once, and says how long (attack X14)', async () => {
  const flow = login({ authorizations: [{ fault: 'rateLimited', status: 429, retryAfterMs: 3_600_000 }] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.clock.monotonic()).toBe(0)
  expect(flow.error()?.message).toMatch(/HTTP 429.*3600 s/)
  expect(flow.error()?.retryAt).toBe(flow.clock.now() + 3_600_000)
})

test.each([1e24, Number.POSITIVE_INFINITY])(
  'a Retry-After of %s ms is told as one that is too long for anybody (attack X14)',
  async (retryAfterMs) => {
    for (const script of [
      { polls: [{ fault: 'serverError' as const, status: 503, retryAfterMs }] },
      { authorizations: [{ fault: 'serverError' as const, status: 503, retryAfterMs }] },
    ]) {
      const flow = login(script)
      flow.send({ type: 'start' })
      await flow.decided()
      expect(flow.error()?.message).toContain('left alone for more than a day')
    }
  },
)

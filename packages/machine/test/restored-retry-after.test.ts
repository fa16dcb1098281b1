import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import type { PollStep } from '@device-flow/testing/virtual'
import { toDeviceSession, type DeviceSession } from '../src/index.ts'
import { login } from './support.ts'

/** What is kept of a login whose server has asked for a minute, `awayMs` ago. */
async function kept(step: PollStep, awayMs: number): Promise<{ session: Pending; now: number }> {
  const flow = login({ polls: [step] })
  flow.send({ type: 'start' })
  await flow.clock.advance(5_000 + awayMs)
  return { session: toDeviceSession(flow.actor.getSnapshot()) as Pending, now: flow.clock.now() }
}

type Pending = DeviceSession & { type: 'pending' }

function restored(session: DeviceSession, now: number) {
  return login({ clock: createVirtualClock({ now }), polls: ['granted'] }, { session })
}

describe('a login whose server asks to be left alone for a minute, and that is restored', () => {
  test.each<[string, PollStep]>([
    ['by a pending answer', { pending: { retryAfterMs: 60_000 } }],
    ['by slow_down', { slowDown: { retryAfterMs: 60_000 } }],
    ['by a 503', { fault: 'serverError', status: 503, retryAfterMs: 60_000 }],
  ])('polls when that is over, and no earlier: asked %s (B8, T30)', async (_, step) => {
    const { session, now } = await kept(step, 20_000)
    const flow = restored({ ...session, readAt: now }, now)
    await flow.decided()
    expect(flow.pollTimes()).toEqual([41_000])
  })

  test('waits for all of it where nobody says when it was read', async () => {
    const { session, now } = await kept({ pending: { retryAfterMs: 60_000 } }, 20_000)
    const flow = restored(session, now)
    await flow.decided()
    expect(flow.pollTimes()).toEqual([61_000])
  })

  test('waits no longer than that where the clock was set back meanwhile', async () => {
    const { session, now } = await kept({ pending: { retryAfterMs: 60_000 } }, 20_000)
    const before = now - 3_600_000
    const flow = restored({ ...session, readAt: before }, before)
    await flow.decided()
    expect(flow.pollTimes()).toEqual([61_000])
  })

  test('keeps that over the next restart, too', async () => {
    const { session, now } = await kept({ pending: { retryAfterMs: 60_000 } }, 20_000)
    const again = restored({ ...session, readAt: now }, now)
    await again.clock.advance(10_000)
    const twice = toDeviceSession(again.actor.getSnapshot()) as Pending
    const flow = restored({ ...twice, readAt: now + 10_000 }, now + 10_000)
    await flow.decided()
    expect(flow.pollTimes()).toEqual([31_000])
  })

  test.each([
    ['in a hundred years', 3e12],
    ['that is no number', Number.NaN],
  ])('polls before its code dies all the same, by a moment %s', async (_, pollNotBefore) => {
    const { session, now } = await kept('pending', 1_000)
    const flow = restored({ ...session, pollNotBefore, readAt: now }, now)
    expect(await flow.decided()).toBe('authorized')
    expect(flow.pollTimes()[0]).toBeGreaterThanOrEqual(5_000)
    expect(flow.pollTimes()[0]).toBeLessThan(900_000)
  })
})

test('a pending answer that tells of a longer interval, as others who share the code were told, raises it for good (B4)', async () => {
  const flow = login({ polls: ['pending', 'pending', 'pending', 'granted'] })
  const { pollToken } = flow.services
  let polls = 0
  flow.services.pollToken = async (...args) => {
    const outcome = await pollToken(...args)
    return ++polls === 1 && outcome.type === 'pending' ? { ...outcome, intervalMs: 20_000 } : outcome
  }
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 25_000, 45_000, 65_000])
})

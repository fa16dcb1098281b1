import { expect, test } from 'vitest'
import { toDeviceSession } from '../src/index.ts'
import type { PollStep } from '@device-flow/testing/virtual'
import { login } from './support.ts'

test('B1: nothing is polled before the first interval, then every 5 s', async () => {
  const flow = login({ polls: ['pending', 'pending', 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 15_000])
})

test('B1: the interval runs from the reply, not from the request', async () => {
  const flow = login({ polls: [{ after: 3_000, do: 'pending' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 13_000])
})

test('B2: each slow_down adds 5 s, for all later polls', async () => {
  const flow = login({ polls: ['slowDown', 'slowDown', 'pending', 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 15_000, 30_000, 45_000])
})

test('B3: an interval in the slow_down answer wins when it is larger, and only then', async () => {
  const polls = [{ slowDown: { intervalMs: 22_000 } }, { slowDown: { intervalMs: 1_000 } }, 'granted' as const]
  const flow = login({ polls })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 27_000, 54_000])
})

test('B4: pending after slow_down keeps the slower pace', async () => {
  const flow = login({ polls: ['slowDown', 'pending', 'pending', 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.services.gaps('pollToken').map((gap) => gap.monotonic)).toEqual([10_000, 10_000, 10_000])
})

test('B5: ten slow_downs do not end a login', async () => {
  const flow = login({ polls: [...Array.from({ length: 10 }, () => 'slowDown' as const), 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
})

test('B5: a login that expires after slow_downs says that the clock may be to blame', async () => {
  const flow = login({ polls: Array.from({ length: 60 }, () => 'slowDown' as const) })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('error')
  expect(flow.error()?.reason).toBe('expired')
  expect(flow.error()?.message).toMatch(/slower pace.*clock/)
})

const slowed = (times: number): PollStep[] => Array.from({ length: times }, () => 'slowDown')
const MOSTLY =
  /^The code has run out\. .* asked [56] times for a slower pace, so nobody knows whether the code was used: if this happens often, check/
const SELDOM = /^The code was not used in time\. .* asked 2 times for a slower pace: if this happens often, check/
const ENDED = /^Scripted end: expired.* The server asked 2 times for a slower pace, so nobody knows/

test.each<[string, number, PollStep[], RegExp]>([
  ['mostly, until the code runs out', 130, ['pending', ...slowed(6)], MOSTLY],
  ['now and then, until the code runs out', 60, ['slowDown', 'slowDown', 'pending', 'pending', 'pending'], SELDOM],
  ['until the server ends the code', 900, [...slowed(2), 'expired'], ENDED],
])('B5: a server that asks for a slower pace %s: the end says so, and no more than is known', async (...row) => {
  const [, seconds, polls, said] = row
  const flow = login({ authorizations: [{ ok: { expiresInMs: seconds * 1000 } }], polls })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('error')
  expect(flow.error()).toMatchObject({ reason: 'expired', message: expect.stringMatching(said) })
})

test('B5: an end by the server that is none of the code says nothing of a slower pace, nor does one after a single slow_down', async () => {
  for (const polls of [
    ['slowDown', 'slowDown', 'denied'],
    ['slowDown', 'expired'],
  ] as const) {
    const flow = login({ polls: [...polls] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.message).not.toContain('slower pace')
  }
})

test('A2: an interval that is no number still gives a sane pace', async () => {
  for (const intervalMs of [Number.NaN, 0, -5_000, null]) {
    const flow = login({ authorizations: [{ ok: { intervalMs } }], polls: ['pending', 'granted'] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.pollTimes()).toEqual([5_000, 10_000])
  }
})

test('A2: an interval below a second is a second; what is shown and kept is the interval that is kept to', async () => {
  for (const [named, kept] of [
    [200, 1_000],
    [null, 5_000],
    [900_000, 900_000],
  ] as const) {
    const flow = login({ authorizations: [{ ok: { intervalMs: named } }] })
    flow.send({ type: 'start' })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ status: 'awaitingUser', intervalMs: kept })
    expect(toDeviceSession(flow.actor.getSnapshot())).toMatchObject({
      intervalMs: kept,
      authorization: { intervalMs: kept },
    })
  }
})

test.each([Number.POSITIVE_INFINITY, 5_000_000, 911_000, 901_000])(
  'A2: an interval of %d ms, longer than the life of the code, is none: no poll would ever come of it',
  async (intervalMs) => {
    const flow = login({ authorizations: [{ ok: { intervalMs } }], polls: ['pending', 'granted'] })
    flow.send({ type: 'start' })
    await flow.clock.advance(0)
    expect(flow.view()).toMatchObject({ intervalMs: 5_000 })
    await flow.decided()
    expect(flow.pollTimes()).toEqual([5_000, 10_000])
  },
)

test.each([Number.POSITIVE_INFINITY, 5_000_000, 901_000])(
  'B3: an interval of %d ms in a slow_down, longer than the life of the code, leaves the five seconds more',
  async (intervalMs) => {
    const flow = login({ polls: [{ slowDown: { intervalMs } }, 'pending', 'granted'] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.pollTimes()).toEqual([5_000, 15_000, 25_000])
  },
)

test('B3: one that the life of the code has room for is kept to, however little of it is left', async () => {
  const flow = login({ polls: [...Array(170).fill('pending'), { slowDown: { intervalMs: 60_000 } }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toHaveLength(171)
  expect(flow.error()?.reason).toBe('expired')
})

test('B8: Retry-After lengthens the next wait, and only the next', async () => {
  const flow = login({ polls: [{ pending: { retryAfterMs: 30_000 } }, 'pending', 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 35_000, 40_000])
})

test('B8: a Retry-After shorter than the interval is ignored', async () => {
  const flow = login({ polls: [{ pending: { retryAfterMs: 1_000 } }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 10_000])
})

test('B9: ten hints during the wait make one poll, and not before the interval', async () => {
  const flow = login({ polls: ['pending', 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(1_000)
  for (let n = 0; n < 10; n++) flow.send({ type: 'hint' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 10_000])
})

test('B9: a hint cuts a back-off short, down to the interval', async () => {
  const flow = login({ polls: [{ fault: 'offline' }, { fault: 'offline' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(16_000)
  expect(flow.pollTimes()).toEqual([5_000, 15_000])
  flow.send({ type: 'hint' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 15_000, 20_000])
})

test('B9: a hint once the interval has passed polls at once, and ten of them poll once', async () => {
  const flow = login({ polls: [{ fault: 'offline' }, { after: 500, do: 'pending' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(12_000)
  for (let n = 0; n < 10; n++) flow.send({ type: 'hint' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 12_000, 17_500])
})

test('B9: a hint while a poll is in flight spares the back-off after it, and only that one', async () => {
  const flow = login({ polls: [{ after: 500, do: { fault: 'offline' } }, { fault: 'offline' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(5_100)
  flow.send({ type: 'hint' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 10_500, 25_500])
})

test('B10: a slow reply queues no second poll', async () => {
  const flow = login({ polls: [{ after: 60_000, do: 'pending' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.services.maxInFlight('pollToken')).toBe(1)
  expect(flow.pollTimes()).toEqual([5_000, 70_000])
})

test('B7: a suspend of 20 minutes makes exactly one poll, and then the code has expired', async () => {
  const flow = login({ polls: ['pending', 'expired'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(7_000)
  flow.clock.jumpWall(1_200_000)
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 10_000])
  expect(flow.error()?.reason).toBe('expired')
})

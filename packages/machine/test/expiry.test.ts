import { expect, test } from 'vitest'
import { login } from './support.ts'

const code = (expiresInMs: number) => [{ ok: { expiresInMs } }]

test('C6: an unused code gets one last poll at the deadline, and then ends as expired with what to do next', async () => {
  const flow = login({ authorizations: code(15_000) })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('error')
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 15_000])
  expect(flow.error()).toMatchObject({ reason: 'expired' })
  expect(flow.error()?.message).toMatch(/[Ss]tart again/)
})

test('C6: a deadline between two polls gets its last poll as soon as that is polite', async () => {
  const flow = login({ authorizations: code(12_000), polls: ['pending', 'pending', 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 15_000])
})

test('C6: back-off does not carry the last poll past the deadline: it leaves in time to arrive before', async () => {
  const flow = login({ authorizations: code(12_000), polls: [{ fault: 'offline' }, 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 11_500])
})

test.each([
  [50, 29_500],
  [600, 28_800],
  [2_400, 25_200],
])('C6: where polls take %d ms, the last one leaves at %d ms of 30 s', async (tripMs, lastAt) => {
  const slow = { after: tripMs, do: { fault: 'serverError' } } as const
  const polls = [slow, slow, 'granted'] as const
  const flow = login({ authorizations: code(30_000), polls: [...polls] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes().at(-1)).toBe(lastAt)
})

test('C6: however slow one answer was, the last poll leaves no more than 5 s before the deadline', async () => {
  const slow = { after: 8_000, do: { fault: 'serverError' } } as const
  const flow = login({ authorizations: code(39_500), polls: [slow, 'pending', { fault: 'offline' }, 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 23_000, 28_000, 34_500])
})

test('C6: one slow answer of long ago is forgotten', async () => {
  const polls = [
    { after: 2_400, do: 'pending' } as const,
    ...Array(6).fill('pending'),
    { fault: 'serverError' },
    'granted',
  ]
  const flow = login({ authorizations: code(52_000), polls })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes().at(-1)).toBe(51_500)
})

test('C6, B13: a process that is stopped as the interval ends has not lost the time: the last poll leaves before the code is dead', async () => {
  const flow = login({ authorizations: code(20_000), polls: ['pending', { fault: 'serverError' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(12_000)
  flow.clock.stall(7_000)
  expect(await flow.decided()).toBe('authorized')
  // Legal at 15 s, and the back-off ends at 19.5 s. Counted from when the process went on, it would end at 23.5 s.
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 19_500])
})

test('C6, B13: nor has a device that is asleep as the interval ends', async () => {
  const flow = login({ authorizations: code(60_000), polls: ['pending', { fault: 'serverError' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(12_000)
  flow.clock.jumpWall(44_000)
  expect(await flow.decided()).toBe('authorized')
  // At 15 s on the timer the wall clock shows 59 s.
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 15_000])
})

test('C6, B13: nor has one that is asleep in the middle of the back-off', async () => {
  const flow = login({ authorizations: code(60_000), polls: ['pending', { fault: 'serverError' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(15_500)
  flow.clock.jumpWall(43_000)
  expect(await flow.decided()).toBe('authorized')
  // The wall clock shows 58.5 s then. Five seconds of back-off are waited in thirds.
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 16_667])
})

test('C6: after a sleep of the device, the last poll leaves before the code is dead by the clock that went on', async () => {
  const flow = login({ authorizations: code(50_000), polls: [{ fault: 'offline' }, { fault: 'offline' }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.clock.jumpWall(30_000)
  expect(await flow.decided()).toBe('authorized')
  // The first back-off has passed in the sleep; the next would be over after 25 s, when the code is dead by the wall clock.
  expect(flow.pollTimes()).toEqual([5_000, 10_000, 19_500])
})

test('C6: when no poll is polite anywhere near the deadline, the login ends at the deadline', async () => {
  const flow = login({ authorizations: [{ ok: { expiresInMs: 20_000, intervalMs: 18_000 } }] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('expired')
  expect(flow.pollTimes()).toEqual([18_000])
  expect(flow.clock.monotonic()).toBe(20_000)
})

test('C6: approval in a reply that comes after the deadline counts', async () => {
  const flow = login({ authorizations: code(6_000), polls: [{ after: 8_000, do: 'granted' }] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
})

test('C6: a blip after the deadline is the end', async () => {
  const flow = login({ authorizations: code(6_000), polls: [{ after: 8_000, do: { fault: 'timeout' } }] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('offline')
})

test('E5: retry after a denial starts with a fresh code', async () => {
  const flow = login({ polls: ['denied', 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('denied')
  flow.send({ type: 'retry' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.services.calls('pollToken').map((call) => call.input.deviceCode.reveal())).toEqual([
    'device-code-1',
    'device-code-2',
  ])
})

test('E6: no login is started by the software: not after a denial, not after expiry', async () => {
  for (const verdict of ['denied', 'expired'] as const) {
    const flow = login({ polls: [verdict] })
    flow.send({ type: 'start' })
    await flow.decided()
    await flow.clock.advance(86_400_000)
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(1)
    expect(flow.clock.pendingTimers).toBe(0)
  }
})

test('E6: an expired code is renewed without a person as often as was asked for, and a denied one never', async () => {
  const renewing = login({ polls: ['expired', 'expired', 'expired'] }, { renewals: 2 })
  renewing.send({ type: 'start' })
  await renewing.decided()
  await renewing.clock.runUntil(() => renewing.services.calls('pollToken').length === 3 && renewing.state() === 'error')
  expect(renewing.services.calls('requestDeviceAuthorization')).toHaveLength(3)

  const denied = login({ polls: ['denied'] }, { renewals: 2 })
  denied.send({ type: 'start' })
  await denied.decided()
  expect(denied.services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

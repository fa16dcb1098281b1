import { expect, test } from 'vitest'
import type { Trip } from '../src/network.ts'
import type { PollRecord } from '../src/poll-record.ts'
import { Report } from '../src/report.ts'
import type { LoginRecord } from '../src/run-login.ts'
import type { World } from '../src/world.ts'

const trip: Trip = { thereMs: 50, backMs: 50 }
const offline: Trip = { ...trip, fault: { reason: 'offline', arrives: false } }
const notOAuth: Trip = { ...trip, fault: { reason: 'invalidResponse', arrives: false, status: 200 } }
const busy: Trip = { ...trip, fault: { reason: 'serverError', arrives: false, status: 503, retryAfterMs: 12_000 } }

const world: World = {
  scene: 'a good day',
  device: { timerRate: 1, wallRate: 1, earlyMs: 0, lagMs: 3, isPage: true, events: [] },
  network: { delayMs: 50, faultShare: 0, outages: [] },
  server: {
    lifeMs: 600_000,
    intervalMs: 5_000,
    namesInterval: true,
    namesSlowerInterval: false,
    slowDownShare: 0,
    repeatsGrant: true,
  },
  person: { decision: 'approves', afterMs: 20_000 },
}

const request = (sentAt: number, way = trip) => ({ sentAt, trip: way, endedAt: sentAt + 100 })
const poll = (sentAt: number, way = trip): PollRecord => ({
  ...request(sentAt, way),
  ...(!way.fault && { answer: { type: sentAt < 20_000 ? 'pending' : 'granted' } }),
})

/** What the judge says of a device that did this. Its code is shown after 100 ms, and approved after 20 s. */
function offences(polls: PollRecord[], did: Partial<LoginRecord> = {}): string[] {
  const report = new Report()
  report.add(0, {
    world,
    issuedAt: 50,
    shownAt: 100,
    decidesAt: 20_000,
    expiresAt: 600_050,
    starts: [request(0)],
    polls,
    hints: [],
    disturbances: [],
    end: { type: 'signedIn', at: polls.at(-1)?.endedAt ?? 0 },
    ...did,
  })
  return report.offences.map(({ what }) => what)
}

test('a device that does as it should is told nothing', () => {
  expect(offences([poll(5_100), poll(10_200), poll(15_300), poll(20_400)])).toEqual([])
  expect(offences([poll(5_100), poll(10_200, offline), poll(20_300)])).toEqual([])
})

test('a poll that leaves early is seen, also after one that never arrived', () => {
  expect(offences([poll(5_050), poll(10_200), poll(15_300), poll(20_400)])).toEqual(['early poll'])
  expect(offences([poll(5_100), poll(10_200, offline), poll(10_301), poll(20_400)])).toEqual([
    'early poll',
    'hurried poll',
  ])
})

test('a Retry-After that is ignored is seen', () => {
  expect(offences([poll(5_100), poll(10_200, busy), poll(20_300)])).toEqual(['early poll'])
  expect(offences([poll(5_100), poll(10_200, busy), poll(22_300)])).toEqual([])
})

test('a hint that polls at once is seen, though one may end back-off', () => {
  expect(offences([poll(5_100), poll(10_200), poll(12_000), poll(20_400)], { hints: [12_000] })).toEqual(['early poll'])
  expect(offences([poll(5_100), poll(14_000, offline), poll(20_000)], { hints: [20_000] })).toEqual([])
})

test('a poll without back-off is seen, but for the last one before the code dies', () => {
  expect(offences([poll(5_100), poll(14_200, offline), poll(20_000)])).toEqual(['hurried poll'])
  const short = { ...world, server: { ...world.server, lifeMs: 22_000 } }
  expect(offences([poll(5_100), poll(14_200, offline), poll(20_000)], { world: short })).toEqual([])
})

test('a restored login whose poll overtakes the interval is seen by its server', () => {
  const { endedAt: _, ...unheard } = poll(5_100, { thereMs: 150, backMs: 150 })
  const taken = poll(20_400)
  expect(offences([unheard, poll(10_150), poll(15_250), taken])).toEqual(['early poll'])
  expect(offences([unheard, poll(11_150), poll(16_250), poll(21_350)])).toEqual([])
})

test('a login that gives up its start before it has asked three times is lost', () => {
  const end = { type: 'offline', at: 3_000 } as const
  const never = { shownAt: undefined, decidesAt: Number.POSITIVE_INFINITY, end }
  const starts = [request(0, offline), request(1_100, offline), request(3_200, offline)]
  expect(offences([], { ...never, starts: starts.slice(0, 1) })).toEqual(['lost'])
  expect(offences([], { ...never, starts: starts.slice(0, 2) })).toEqual(['lost'])
  expect(offences([], { ...never, starts })).toEqual([])
  expect(offences([], { ...never, starts: [request(0, notOAuth)] })).toEqual([])
})

test('a start that is tried again at once is seen', () => {
  const polls = [poll(20_400)]
  expect(offences(polls, { starts: [request(0, offline), request(200)] })).toEqual(['hurried start'])
  expect(offences(polls, { starts: [request(0, busy), request(5_000)] })).toEqual(['hurried start'])
  expect(offences(polls, { starts: [request(0, busy), request(12_100)] })).toEqual([])
})

test('a login that ends offline after fewer than six polls without a response is lost', () => {
  const polls = [poll(5_100, offline), poll(15_200, offline)]
  expect(offences(polls, { end: { type: 'offline', at: 15_300 } })).toEqual(['lost'])
})

const hidden = (ms: number): World => ({
  ...world,
  device: { ...world.device, events: [{ type: 'hidden', at: 12_000, ms }] },
})

test('a page that does not poll in the background is seen; its timers are a second late, after five minutes a minute', () => {
  const polls = [poll(5_100), poll(10_200)]
  expect(offences([...polls, poll(16_000), poll(22_000)], { world: hidden(400_000) })).toEqual([])
  expect(offences([...polls, poll(412_000)], { world: hidden(400_000) })).toEqual(['overdue'])
  expect(offences(polls, { world: hidden(400_000), end: { type: 'expired', at: 600_000 } })).toEqual(['lost'])
  const late = { decidesAt: 330_000, world: hidden(500_000) }
  expect(offences([...polls, poll(360_000)], late)).toEqual([])
  expect(offences([...polls, poll(420_000)], late)).toEqual(['overdue'])
})

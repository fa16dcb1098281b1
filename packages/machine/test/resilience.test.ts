import { deviceAuthorization } from '@device-flow/testing/virtual'
import { expect, test } from 'vitest'
import { TransientFault, type TransientFaultReason } from '../src/index.ts'
import { afterBlip, firstCadence, spendsInvalidResponseBudget } from '../src/chart/cadence.ts'
import { offlineError } from '../src/chart/end-errors.ts'
import { login } from './support.ts'

const blips: TransientFaultReason[] = ['offline', 'timeout', 'serverError', 'rateLimited', 'invalidResponse']

test.each(blips)('D1: one blip (%s) is shown, backs off, and the login succeeds after it', async (fault) => {
  const flow = login({ polls: [{ fault }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  expect(flow.view()).toMatchObject({ status: 'awaitingUser', blips: 1, lastBlip: fault })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([5_000, 15_000])
})

test('D1: what the server says of a blip is told from the first one on, and forgotten with it', async () => {
  const trouble = { fault: 'serverError' as const, status: 400, errorDescription: 'user not found' }
  const flow = login({ authorizations: [trouble], polls: [trouble, { fault: 'offline' }, 'pending'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(0)
  expect(flow.view()).toMatchObject({ status: 'requesting', blips: 1, lastBlipDescription: 'user not found' })
  await flow.clock.advance(1_000)
  expect(flow.view()).toMatchObject({ blips: 0, lastBlipDescription: undefined })
  await flow.clock.advance(5_000)
  expect(flow.view()).toMatchObject({ blips: 1, lastBlipDescription: 'user not found' })
  await flow.clock.advance(10_000)
  expect(flow.view()).toMatchObject({ blips: 2, lastBlipDescription: undefined })
})

test('D1: back-off doubles, but never outlasts the return of the network by more than 15 s', async () => {
  const flow = login({ polls: [...Array.from({ length: 4 }, () => ({ fault: 'offline' as const })), 'granted'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.services.gaps('pollToken').map((gap) => gap.monotonic)).toEqual([10_000, 15_000, 15_000, 15_000])
})

test('B8: a Retry-After on a blip is respected, also by a hint', async () => {
  const flow = login({ polls: [{ fault: 'rateLimited', retryAfterMs: 40_000 }, 'granted'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(6_000)
  flow.send({ type: 'hint' })
  await flow.decided()
  expect(flow.pollTimes()).toEqual([5_000, 45_000])
})

test('D2: the count of blips starts anew after a usable reply', async () => {
  const flow = login({ polls: [{ fault: 'offline' }, 'pending', { fault: 'offline' }] })
  flow.send({ type: 'start' })
  await flow.clock.advance(16_000)
  expect(flow.view()).toMatchObject({ blips: 0, lastBlip: undefined })
  await flow.clock.advance(5_000)
  expect(flow.view()).toMatchObject({ blips: 1 })
})

test('D2: an HTTP reply, even a useless one, shows that the network is alive, and the blip budget is whole again', async () => {
  const dead = Array.from({ length: 5 }, () => ({ fault: 'offline' as const }))
  const flow = login({ polls: [...dead, { fault: 'serverError' }, ...dead, 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
})

test.each(['offline', 'timeout'] as const)('D2: so does one that broke off, or did not end (%s)', async (fault) => {
  const cutOff = Array.from({ length: 9 }, () => ({ fault, status: 200 }))
  const flow = login({ polls: [...cutOff, 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
})

test('D3: a dead network ends as offline within two minutes, with the cause kept and what to do next', async () => {
  const flow = login({ polls: Array.from({ length: 99 }, () => ({ fault: 'offline' as const })) })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('error')
  expect(flow.error()).toMatchObject({ reason: 'offline', cause: { name: 'TransientFault' } })
  expect(flow.error()?.message).toMatch(/try again/)
  expect(flow.pollTimes()).toHaveLength(6)
  expect(flow.clock.monotonic()).toBeLessThan(120_000)
})

const cause = new Error('ENOTFOUND')

test.each([
  [
    'a name that is not known',
    'offline',
    { cause },
    'What happened. Check the address and the network connection, then try again.',
  ],
  [
    'an answer that does not come',
    'timeout',
    {},
    'What happened. Check the address and the network connection, then try again.',
  ],
  [
    'a browser, which does not say why',
    'offline',
    {},
    'The server could not be reached. Check the network connection, then try again.',
  ],
  [
    'an answer that cannot be read, whose status is not known',
    'invalidResponse',
    {},
    'What happened. Try again later.',
  ],
  [
    'a server in trouble',
    'serverError',
    { status: 503 },
    'The server answered HTTP 503. What happened. Try again later.',
  ],
] as const)('D3: the person is told what happened and what to do next: %s', (_, reason, details, message) => {
  const fault = new TransientFault(reason, 'What happened.', { receivedAt: 0, ...details })
  expect(offlineError(fault).message).toBe(message)
})

test('D3: with an infinite budget a dead network ends when the code does', async () => {
  const polls = Array.from({ length: 99 }, () => ({ fault: 'offline' as const }))
  const flow = login({ polls }, { blipBudget: Number.POSITIVE_INFINITY })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('offline')
  expect(flow.clock.monotonic()).toBeGreaterThanOrEqual(900_000)
})

const pages = Array.from({ length: 99 }, () => ({ fault: 'invalidResponse' as const }))

test('D5: a person has a minute to sign in to the network, whose page answers meanwhile', async () => {
  const authorizations = [{ ok: { intervalMs: 1_000 } }]
  const flow = login({ authorizations, polls: [...pages.slice(0, 6), 'granted'] })
  flow.send({ type: 'start' })
  expect(await flow.decided()).toBe('authorized')
  expect(flow.pollTimes()).toEqual([1, 3, 7, 15, 30, 45, 60].map((seconds) => seconds * 1_000))
})

test('D5: answers that are not OAuth for a minute, three of them at least, end the login', async () => {
  const flow = login({ polls: pages })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('invalidResponse')
  expect(flow.error()?.message).toMatch(
    /^Scripted blip: invalidResponse.*Check the address and the network connection: a sign-in page/,
  )
  expect(flow.pollTimes()).toEqual([5, 15, 30, 45, 60, 75].map((seconds) => seconds * 1_000))

  const answers = pages.map((answer) => Object.assign({}, answer, { mayBeInFront: false }))
  const ofServer = login({ polls: answers })
  ofServer.send({ type: 'start' })
  await ofServer.decided()
  expect(ofServer.error()?.message).toMatch(/Check the address, or report it to whoever runs the server\.$/)

  const slow = login({ authorizations: [{ ok: { intervalMs: 61_000 } }], polls: pages })
  slow.send({ type: 'start' })
  await slow.decided()
  expect(slow.pollTimes()).toHaveLength(3)
})

/** A response that is not OAuth, when it came by both clocks. */
function page(receivedAt: number, receivedAtMonotonic?: number): TransientFault {
  return new TransientFault('invalidResponse', 'A page.', { receivedAt, receivedAtMonotonic })
}

test('D5: neither a clock that is set ahead nor a suspend takes from that minute, and another answer begins it anew', () => {
  const first = firstCadence({ ...deviceAuthorization(), receivedAt: 0, receivedAtMonotonic: 0 })
  const ends = (...faults: TransientFault[]) => spendsInvalidResponseBudget(faults.reduce(afterBlip, first))
  expect(ends(page(0, 0), page(30_000, 30_000), page(60_000, 60_000))).toBe(true)
  expect(ends(page(0), page(30_000), page(60_000))).toBe(true)
  expect(ends(page(0, 0), page(3_600_000, 15_000), page(3_615_000, 30_000))).toBe(false)
  expect(ends(page(0, 0), page(15_000, 3_600_000), page(30_000, 3_615_000))).toBe(false)
  expect(ends(page(0, 0), page(Number.NaN, Number.NaN), page(60_000, 60_000))).toBe(false)
  const busy = new TransientFault('serverError', 'HTTP 503', { receivedAt: 45_000, receivedAtMonotonic: 45_000 })
  expect(
    ends(page(0, 0), page(30_000, 30_000), busy, page(60_000, 60_000), page(75_000, 75_000), page(90_000, 90_000)),
  ).toBe(false)
})

test('D1: the request for a code survives two blips, with a growing wait in between', async () => {
  const flow = login({ authorizations: [{ fault: 'offline' }, { fault: 'serverError' }, 'ok'] })
  flow.send({ type: 'start' })
  await flow.clock.advance(500)
  expect(flow.view()).toMatchObject({ status: 'requesting', blips: 1, lastBlip: 'offline' })
  await flow.clock.advance(2_600)
  expect(flow.view()).toMatchObject({ status: 'awaitingUser', blips: 0 })
})

test('D3: a server that is not there when the code is asked for ends as offline within seconds', async () => {
  const flow = login({ authorizations: Array.from({ length: 9 }, () => ({ fault: 'offline' as const })) })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('offline')
  expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(3)
  expect(flow.clock.monotonic()).toBe(3_000)
})

test('B8: a Retry-After on the request for a code is respected up to half a minute; beyond it the attempt ends', async () => {
  const patient = login({ authorizations: [{ fault: 'rateLimited', retryAfterMs: 20_000 }, 'ok'] })
  patient.send({ type: 'start' })
  await patient.clock.runUntil(() => patient.state() === 'awaitingUser')
  expect(patient.services.calls('requestDeviceAuthorization')[1]?.startedAt.monotonic).toBe(20_000)

  const impatient = login({ authorizations: [{ fault: 'rateLimited', retryAfterMs: 3_600_000 }] })
  impatient.send({ type: 'start' })
  await impatient.decided()
  expect(impatient.error()?.reason).toBe('offline')
})

test('a bug in a service ends the attempt as unexpected, with the cause kept, and the machine lives on', async () => {
  const flow = login({ authorizations: ['unexpected', 'ok'], polls: ['unexpected'] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()).toMatchObject({ reason: 'unexpected', cause: { message: 'Scripted to fail as a bug would' } })
  flow.send({ type: 'retry' })
  await flow.decided()
  expect(flow.error()?.reason).toBe('unexpected')
  expect(flow.faults).toEqual([])
})

test('C2: a refusal ends the login at once, with the server’s own code', async () => {
  const flow = login({ polls: ['pending', { ended: 'refused', code: 'invalid_grant' }] })
  flow.send({ type: 'start' })
  await flow.decided()
  expect(flow.error()).toMatchObject({ reason: 'refused', error: 'invalid_grant' })
  await flow.clock.advance(60_000)
  expect(flow.pollTimes()).toHaveLength(2)
})

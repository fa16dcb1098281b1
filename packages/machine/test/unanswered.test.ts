import { describe, expect, test } from 'vitest'
import type { FaultStep, PollStep } from '@device-flow/testing/virtual'
import { login } from './support.ts'

const short = [{ ok: { expiresInMs: 12_000, intervalMs: 1_000 } }]
const forEver = (step: FaultStep): PollStep[] => Array.from({ length: 99 }, () => step)
const patient = { blipBudget: Number.POSITIVE_INFINITY }

const faults: [string, FaultStep, RegExp][] = [
  ['a server that answers 500', { fault: 'serverError', status: 500 }, /HTTP 500/],
  ['a server that answers 503', { fault: 'serverError', status: 503 }, /HTTP 503/],
  ['a server that answers 400 server_error', { fault: 'serverError', status: 400 }, /HTTP 400/],
  ['a server that asks for fewer requests', { fault: 'rateLimited', status: 429 }, /HTTP 429/],
  ['a server in trouble of an unknown kind', { fault: 'serverError' }, /no usable answer/],
  ['a dead network', { fault: 'offline' }, /no connection/],
  ['a server that does not answer in time', { fault: 'timeout' }, /no answer in time/],
]

describe('a code that runs out while every poll fails', () => {
  test.each(faults)('ends as offline and says why: %s (case 11)', async (_, fault, kind) => {
    const flow = login({ authorizations: short, polls: forEver(fault) }, patient)
    flow.send({ type: 'start' })
    await flow.decided()
    const error = flow.error()
    expect(error?.reason).toBe('offline')
    expect(error?.cause).toMatchObject({ name: 'TransientFault' })
    expect(error?.message).toMatch(kind)
    expect(error?.message).toContain(`The last ${flow.pollTimes().length} tries`)
    expect(error?.message).toMatch(/the code has run out meanwhile.*[Ss]tart again/)
    expect(error?.message).not.toMatch(/not used/)
  })

  test.each(faults)('is not renewed, as nobody knows whether it was used: %s (case 11)', async (_, fault) => {
    const flow = login({ authorizations: short, polls: forEver(fault) }, { ...patient, renewals: 3 })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(1)
  })

  test('is counted from the last usable answer on (case 11)', async () => {
    const polls: PollStep[] = ['pending', ...forEver({ fault: 'serverError', status: 502 })]
    const flow = login({ authorizations: short, polls })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.message).toContain(`The last ${flow.pollTimes().length - 1} tries`)
  })

  test('names the one poll there was (case 11)', async () => {
    const authorizations = [{ ok: { expiresInMs: 20_000, intervalMs: 18_000 } }]
    const flow = login({ authorizations, polls: [{ fault: 'serverError', status: 500 }] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.reason).toBe('offline')
    expect(flow.error()?.message).toMatch(/^The last try .*HTTP 500/)
  })

  test('while the answers are not OAuth ends as an answer that makes no sense (case 11)', async () => {
    const authorizations = [{ ok: { expiresInMs: 12_000 } }]
    const flow = login({ authorizations, polls: forEver({ fault: 'invalidResponse', status: 200 }) })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.pollTimes()).toHaveLength(3)
    expect(flow.error()?.reason).toBe('invalidResponse')
  })

  test('during its only poll, which gets no answer, ends as offline too (case 11)', async () => {
    const flow = login({ authorizations: short, polls: [{ after: 20_000, do: { fault: 'timeout' } }] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.reason).toBe('offline')
  })
})

const fault = { fault: 'serverError', status: 500 } as const

describe('a code that runs out ends as expired when the server said pending', () => {
  const authorizations = [{ ok: { expiresInMs: 15_000 } }]

  test.each<[string, PollStep[]]>([
    ['on the last poll', [fault, 'pending', 'pending']],
    ['on the last poll but one', ['pending', 'pending', fault]],
    ['with slow_down, on the last poll but one', ['slowDown', fault]],
    ['on every poll', ['pending', 'pending', 'pending']],
  ])('%s (case 11)', async (_, polls) => {
    const flow = login({ authorizations, polls })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.pollTimes()).toHaveLength(polls.length)
    expect(flow.error()?.reason).toBe('expired')
  })

  test('before the server itself said that it has expired, whatever failed on the way (case 11)', async () => {
    const flow = login({ polls: [fault, fault, 'expired'] })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.reason).toBe('expired')
  })
})

describe('a code that runs out after successes that could not be read, which may have been the tokens (case 11)', () => {
  const unread = { fault: 'invalidResponse', status: 200, mayBeSuccess: true } as const
  const code = [{ ok: { expiresInMs: 17_000 } }]

  test.each<[string, PollStep[], string]>([
    ['by the clock', ['pending', unread, unread, unread], 'The last 3 answers before the code ran out'],
    [
      'by the clock, where only the last one was',
      ['pending', 'pending', unread, { ...unread, status: 201 }],
      'The last 2',
    ],
    [
      'by the word of the server',
      ['pending', unread, 'expired'],
      'The last answer before the server gave up the code (expired_token)',
    ],
    [
      'by the word of the server, which knows no code that was used',
      ['pending', unread, { ended: 'refused', code: 'invalid_grant' }],
      'The last answer before the server gave up the code (invalid_grant)',
    ],
  ])('%s, is not told as one that nobody used', async (_, polls, count) => {
    const flow = login({ authorizations: code, polls })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()).toMatchObject({ reason: 'invalidResponse', cause: { name: 'TransientFault' } })
    expect(flow.error()?.message).toContain(`${count}`)
    expect(flow.error()?.message).toMatch(
      /could not be read, and may have been the tokens, which are given once.*HTTP 20.*Start again/,
    )
    expect(flow.error()?.message).not.toMatch(/sign-in page/)
    expect(flow.error()?.message).not.toMatch(/not used/)
  })

  test.each<[string, number]>([
    ['a page or readable JSON', 200],
    ['204', 204],
  ])('but %s was no such success: the server is believed', async (_, status) => {
    const flow = login({
      authorizations: code,
      polls: ['pending', { ...unread, mayBeSuccess: false, status }, 'expired'],
    })
    flow.send({ type: 'start' })
    await flow.decided()
    expect(flow.error()?.reason).toBe('expired')
  })

  test('but the no of a person is theirs, and pending after such an answer says that it was none', async () => {
    for (const [last, reason] of [
      ['denied', 'denied'],
      ['pending', 'expired'],
    ] as const) {
      const flow = login({ authorizations: code, polls: [unread, last, ...Array(5).fill('pending')] })
      flow.send({ type: 'start' })
      await flow.decided()
      expect(flow.error()?.reason).toBe(reason)
    }
  })
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import type { PollStep } from '@device-flow/testing/virtual'
import { login } from './support.ts'

const duration = fc.integer({ min: 0, max: 40_000 })

const answer: fc.Arbitrary<PollStep> = fc.oneof(
  fc.constantFrom<PollStep[]>(
    'pending',
    'slowDown',
    'pending',
    'slowDown',
    'granted',
    'denied',
    'expired',
    'unexpected',
  ),
  fc.record({ pending: fc.record({ retryAfterMs: duration }) }),
  fc.record({ slowDown: fc.record({ intervalMs: duration, retryAfterMs: duration }, { requiredKeys: [] }) }),
  fc.record(
    {
      fault: fc.constantFrom('offline', 'timeout', 'serverError', 'rateLimited', 'invalidResponse'),
      retryAfterMs: duration,
    },
    { requiredKeys: ['fault'] },
  ),
)
const step = fc.oneof(
  { weight: 3, arbitrary: answer },
  { weight: 1, arbitrary: fc.record({ after: duration, do: answer }) },
)

type Disturbance =
  | { type: 'advance'; ms: number }
  | { type: 'jump'; ms: number }
  | { type: 'stall'; ms: number }
  | { type: 'hint' }

const HALF_A_CENTURY_MS = 50 * 365 * 86_400_000

const jump = fc.record({
  // Ahead, it is also what a suspend looks like.
  type: fc.constant('jump' as const),
  ms: fc.oneof(
    fc.integer({ min: -7_200_000, max: 7_200_000 }),
    fc.constantFrom(HALF_A_CENTURY_MS, -HALF_A_CENTURY_MS, 3_600_000, -3_600_000),
  ),
})

const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.record({ type: fc.constant('advance' as const), ms: duration }),
  jump,
  fc.record({ type: fc.constant('stall' as const), ms: fc.integer({ min: 0, max: 600_000 }) }),
  fc.record({ type: fc.constant('hint' as const) }),
)

/** The interval that RFC 8628 §3.5 asks for after each poll of a script, as a bystander would reckon it. */
function owedIntervals(script: readonly PollStep[], intervalMs: number): number[] {
  let owed = intervalMs
  return script.map((polled) => {
    const given = typeof polled === 'object' && 'do' in polled ? polled.do : polled
    if (given === 'slowDown') owed += 5_000
    if (typeof given === 'object' && 'slowDown' in given) owed = Math.max(owed + 5_000, given.slowDown.intervalMs ?? 0)
    return owed
  })
}

test('on any script of answers, clock jumps, suspends and hints: no two polls closer than the interval, never two in flight, always an end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(disturbance, { maxLength: 12 }),
      fc.integer({ min: 1_000, max: 20_000 }),
      fc.record({ wallRate: fc.double({ min: 0.8, max: 1.2, noNaN: true }), earlyMs: fc.integer({ min: 0, max: 3 }) }),
      async (polls, disturbances, intervalMs, lies) => {
        const clock = createVirtualClock(lies)
        const flow = login({ clock, authorizations: [{ ok: { intervalMs } }], polls })
        flow.send({ type: 'start' })
        for (const next of disturbances) {
          if (next.type === 'advance') await clock.advance(next.ms)
          if (next.type === 'jump') clock.jumpWall(next.ms)
          if (next.type === 'stall') clock.stall(next.ms)
          if (next.type === 'hint') flow.send({ type: 'hint' })
        }
        await clock.runUntil(() => ['authorized', 'error'].includes(flow.state()))

        expect(flow.services.maxInFlight('pollToken')).toBeLessThanOrEqual(1)
        expect(flow.faults).toEqual([])
        const owed = owedIntervals(polls, intervalMs)
        expect(flow.pollTimes()[0] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(intervalMs)
        for (const [index, gap] of flow.services.gaps('pollToken').entries()) {
          expect(gap.monotonic, `before poll ${index + 2}`).toBeGreaterThanOrEqual(
            owed[index] ?? owed.at(-1) ?? intervalMs,
          )
        }
      },
    ),
    { numRuns: 150 },
  )
}, 120_000)

test('however the wall clock is set, also while a poll is under way: a login that the server calls pending outlives it (case 12)', async () => {
  const undecided = fc.oneof(
    fc.constantFrom<PollStep[]>('pending', 'slowDown', { fault: 'serverError' }, { fault: 'timeout' }),
    fc.record({ after: fc.integer({ min: 1, max: 9_000 }), do: fc.constant<PollStep>('pending') }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(undecided, { maxLength: 10 }),
      fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 30_000 }), jump }), { maxLength: 8 }),
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
      async (polls, sets, wallRate) => {
        const clock = createVirtualClock({ wallRate })
        const flow = login({ clock, polls: [...polls, 'granted'] }, { blipBudget: Number.POSITIVE_INFINITY })
        flow.send({ type: 'start' })
        for (const { afterMs, jump: set } of sets) {
          await clock.advance(afterMs)
          clock.jumpWall(set.ms)
        }
        expect(await flow.decided()).toBe('authorized')
        for (const gap of flow.services.gaps('pollToken')) expect(gap.monotonic).toBeGreaterThanOrEqual(5_000)
      },
    ),
    { numRuns: 150 },
  )
}, 120_000)

test('B6: while the wall clock only drifts, the interval has passed on it too before each poll', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.8, max: 1.2, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      async (wallRate, earlyMs) => {
        const clock = createVirtualClock({ wallRate, earlyMs })
        const flow = login({ clock, polls: ['pending', 'slowDown', 'pending', 'granted'] })
        flow.send({ type: 'start' })
        await flow.decided()
        for (const [index, gap] of flow.services.gaps('pollToken').entries()) {
          expect(gap.wall).toBeGreaterThanOrEqual(index === 0 ? 5_000 : 10_000)
        }
      },
    ),
    { numRuns: 50 },
  )
})

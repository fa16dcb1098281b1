import { LONGEST_BACK_OFF_MS } from './punctuality.ts'
import { arrivalOf, intervalsOf, type RequestRecord } from './poll-record.ts'
import type { LoginRecord } from './run-login.ts'

/** Far less than a clock shows: sums of fractions are not exact. */
const NOTHING_MS = 1e-3
/** A wall clock shows whole ms. */
const CLOCK_STEP_MS = 1
/** How long before a code dies its last poll may leave, which waits for no back-off, ms. */
const LAST_POLL_MARGIN_MS = 5_000
/** How long to wait before a code is asked for again, the first time; twice as long each time after that, ms. */
const FIRST_START_BACK_OFF_MS = 1_000

/**
 * Counts the polls that left before the interval, or a `Retry-After`, was over since the device heard of the poll before, or that
 * reached the server before the interval since its last answer was over; by the true time.
 */
export function countEarly({ world, starts, polls, issuedAt }: LoginRecord): number {
  const { timerRate, wallRate } = world.device
  // Nobody can tell of two clocks that are both too fast.
  const rate = Math.max(1, Math.min(timerRate, wallRate))
  const intervals = intervalsOf(polls, world.server.intervalMs)
  let answeredAt = issuedAt
  let early = 0
  for (const [index, poll] of polls.entries()) {
    const intervalMs = intervals[index]!
    const before = polls[index - 1]
    const { endedAt: heardAt } = before ?? starts.at(-1)!
    const waitMs = Math.max(intervalMs, before?.trip.fault?.retryAfterMs ?? 0)
    const arrivedAt = arrivalOf(poll)
    const leftEarly = heardAt !== undefined && poll.sentAt - heardAt < waitMs / rate - CLOCK_STEP_MS - NOTHING_MS
    const arrivedEarly = arrivedAt !== undefined && arrivedAt - answeredAt < intervalMs - NOTHING_MS
    if (leftEarly || arrivedEarly) early++
    answeredAt = arrivedAt ?? answeredAt
  }
  return early
}

/**
 * Counts the polls that left without back-off after some that had brought nothing (RFC 8628 §3.5), though no hint had come, and the
 * code was not about to die.
 */
export function countHurried({ world, polls, starts, hints }: LoginRecord): number {
  const { timerRate, wallRate } = world.device
  // Back-off is over when one of two clocks says so.
  const rate = Math.max(1, timerRate, wallRate)
  const intervals = intervalsOf(polls, world.server.intervalMs)
  const lastPollAt = (starts.at(-1)?.sentAt ?? 0) + (world.server.lifeMs - LAST_POLL_MARGIN_MS) / rate
  let faults = 0
  let hurried = 0
  for (const [index, { sentAt }] of polls.entries()) {
    const before = polls[index - 1]
    faults = before?.trip.fault ? faults + 1 : 0
    if (!before?.trip.fault || before.endedAt === undefined) continue
    const intervalMs = intervals[index]!
    const backOffMs = Math.min(intervalMs * 2 ** faults, Math.max(LONGEST_BACK_OFF_MS, 2 * intervalMs))
    const isHinted = hints.some((at) => at >= before.sentAt && at <= sentAt)
    const mayLeaveAt = before.endedAt + backOffMs / rate - CLOCK_STEP_MS - NOTHING_MS
    if (sentAt < Math.min(mayLeaveAt, lastPollAt) && !isHinted) hurried++
  }
  return hurried
}

/** Counts the requests for a code that left before back-off, or what was asked for in `Retry-After`, was over. */
export function countHurriedStarts({ world, starts }: LoginRecord): number {
  const rate = Math.max(1, world.device.timerRate)
  return starts.filter(({ sentAt }, index) => {
    const before: RequestRecord | undefined = starts[index - 1]
    if (before?.endedAt === undefined) return false
    const backOffMs = FIRST_START_BACK_OFF_MS * 2 ** (index - 1)
    const waitMs = Math.max(backOffMs, before.trip.fault?.retryAfterMs ?? 0)
    return sentAt - before.endedAt < waitMs / rate - NOTHING_MS
  }).length
}

/** Counts the polls that left while another was under way. */
export function countOverlapping({ polls }: LoginRecord): number {
  return polls.filter(({ sentAt }, index) => (polls[index - 1]?.endedAt ?? 0) > sentAt + NOTHING_MS).length
}

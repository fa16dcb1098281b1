import type { Exchange } from '../wire/exchange.ts'

/** RFC 8628 §3.2: where the server names none. */
const DEFAULT_INTERVAL_SECONDS = 5
/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOWER_BY_SECONDS = 5

/**
 * How long after the reply before it a request was sent, ms: the reply to a request of the same kind and device. The code counts as the
 * reply before the first poll.
 */
export function sinceLastReply(
  { kind, device, number, sentAt }: Exchange,
  all: readonly Exchange[],
): number | undefined {
  const last = all.findLast(
    (other) =>
      other.number < number &&
      other.device === device &&
      other.endedAt !== undefined &&
      (other.kind === kind || (kind === 'poll' && other.kind === 'deviceAuthorization')),
  )
  return last?.endedAt === undefined ? undefined : sentAt - last.endedAt
}

/** The interval that held before a poll, s: as it came with the code, and longer by each `slow_down`. */
export function intervalBefore({ kind, number, device }: Exchange, all: readonly Exchange[]): number | undefined {
  if (kind !== 'poll') return undefined
  const before = all.filter((other) => other.number < number && other.device === device)
  const code = before.findLastIndex((other) => other.kind === 'deviceAuthorization' && other.response?.status === 200)
  if (code === -1) return undefined
  const slowDowns = before.slice(code).filter(({ verdict }) => verdict?.outcome === 'slowDown').length
  return intervalIn(before[code]?.response?.body) + slowDowns * SLOWER_BY_SECONDS
}

function intervalIn(body = ''): number {
  try {
    const { interval } = JSON.parse(body) as { interval?: unknown }
    return Number(interval ?? DEFAULT_INTERVAL_SECONDS) || DEFAULT_INTERVAL_SECONDS
  } catch {
    return DEFAULT_INTERVAL_SECONDS
  }
}

/** A time, in seconds from one on. */
export function duration(ms: number): string {
  return Math.abs(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** The time of the day, to the millisecond. */
export function timeOfDay(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23)
}

import type { Exchange } from '../wire/exchange.ts'

/** RFC 8628 §3.2: where the server names none. */
const DEFAULT_INTERVAL_SECONDS = 5
/** RFC 8628 §3.5: what each `slow_down` adds. */
const SLOWER_BY_SECONDS = 5

/** How long before a request the reply before it came, of the same kind and device; the code counts as the reply before the first poll. */
export interface SinceLastReply {
  readonly ms: number
  /** The interval that held between them; of polls alone. */
  readonly intervalSeconds: number | undefined
}

/** Finds how long a request was sent after the reply before it. */
export function sinceLastReply(exchange: Exchange, all: readonly Exchange[]): SinceLastReply | undefined {
  const { kind, device, number, sentAt } = exchange
  const isBefore = (other: Exchange): boolean =>
    other.number < number && other.device === device && other.endedAt !== undefined
  const last = all.findLast(
    (other) => isBefore(other) && (other.kind === kind || (kind === 'poll' && other.kind === 'deviceAuthorization')),
  )
  if (last?.endedAt === undefined) return undefined
  return {
    ms: sentAt - last.endedAt,
    intervalSeconds: kind === 'poll' ? intervalBefore(exchange, all) : undefined,
  }
}

/** The interval that the server has asked for until then, in s. */
function intervalBefore({ number, device }: Exchange, all: readonly Exchange[]): number | undefined {
  const before = all.filter((other) => other.number < number && other.device === device)
  const code = before.findLastIndex(({ kind, response }) => kind === 'deviceAuthorization' && response?.status === 200)
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

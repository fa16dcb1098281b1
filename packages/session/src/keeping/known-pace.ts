import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'

/** The pace of polls as the chart reckons with it. That waits by two clocks: what is kept is judged by the wall clock alone. */
export interface KnownPace {
  /** The last response, or poll of another: wall clock, ms since the epoch. */
  readonly contactAt: number
  readonly intervalMs: number
  /** Wall clock, ms since the epoch; 0 where no `Retry-After` has asked for that. */
  readonly notBefore: number
}

/** The pace of a login that waits, for a chart that is told all of it. */
export function paceOf(pending: PendingLogin): KnownPace {
  const { intervalMs, pollNotBefore: notBefore = 0 } = pending
  return { contactAt: lastContactAt(pending), intervalMs, notBefore }
}

/** Whether the chart, which reckons with `known`, waits for as long as this pace asks for. */
export function isReckonedWith({ contactAt, intervalMs, notBefore }: KnownPace, known: KnownPace): boolean {
  return contactAt === known.contactAt && intervalMs <= known.intervalMs && notBefore <= known.notBefore
}

import type { PendingLogin } from '../record/record.ts'
import { lastContactAt } from '../record/to-session.ts'

/** A login that waits for its person, or did, as this process knows it. */
export interface WaitingLogin {
  /** Its device code. */
  readonly code: string
  /** What is kept of it, with what could not be written of our own polls; undefined once it is over, or where nothing can be kept. */
  pending?: PendingLogin | undefined
  /** What the chart reckons with. */
  pace: Pace
  /** It was stored, or read: when it is no longer there, others have given it up. */
  isStored?: boolean
  /** This process has asked for the code itself. */
  isOwn?: boolean
  /** This process has given it up. */
  isGivenUp?: boolean
  /** The sign-in that was kept when it began: another one is what became of it. */
  idBefore?: string | undefined
  /** Nothing could be read or written when a poll was due: what is kept may not have the last polls of others. */
  isUnsure?: boolean
  /** Since when nothing can be read or written: wall clock, ms since the epoch. */
  awaySince?: number | undefined
  /** What could not be written of our own polls is written later. */
  isNoteLate?: boolean
}

/** The pace of polls as the chart reckons with it. That waits by two clocks: what is kept is judged by the wall clock alone. */
export interface Pace {
  /** The last response, or poll of another: wall clock, ms since the epoch. */
  readonly contactAt: number
  readonly intervalMs: number
  /** Wall clock, ms since the epoch; 0 where no `Retry-After` has asked for that. */
  readonly notBefore: number
}

/** Of a login that was not held before: the chart is told all that it has to wait for. */
export const UNKNOWN_PACE: Pace = { contactAt: 0, intervalMs: 0, notBefore: 0 }

/** The pace of a login that waits, for a chart that is told all of it. */
export function paceOf(pending: PendingLogin): Pace {
  const { intervalMs, pollNotBefore: notBefore = 0 } = pending
  return { contactAt: lastContactAt(pending), intervalMs, notBefore }
}

/** Whether the chart, which reckons with `known`, waits for as long as this pace asks for. */
export function isReckonedWith({ contactAt, intervalMs, notBefore }: Pace, known: Pace): boolean {
  return contactAt === known.contactAt && intervalMs <= known.intervalMs && notBefore <= known.notBefore
}

import type { Poll } from './polls.ts'

/** More could not be distinguished. */
const MAX_POLLS = 24
const MIN_SPAN_MS = 20_000

/** The part of a strip chart that is shown, and where things are in it. Positions are from 0 to 1. */
export interface Scales {
  polls: readonly Poll[]
  /** Where an instant is, from left to right. */
  x(at: number): number
  /** How high a gap is. */
  y(gapMs: number): number
  /** The gaps to draw lines for, ms. */
  lines: readonly number[]
}

/** Makes room for the last polls. Gaps that are far longer than the least are cut off at the top, so that the others stay readable. */
export function scalesFor(all: readonly Poll[]): Scales {
  const polls = all.slice(-MAX_POLLS)
  const first = Math.min(
    ...polls.map(({ startedAt, actualMs, leastMs }) => startedAt - Math.max(0, Math.min(actualMs, 2 * leastMs))),
  )
  const last = Math.max(...polls.map(({ startedAt, endedAt }) => endedAt ?? startedAt))
  const span = Math.max(MIN_SPAN_MS, (last - first) * 1.04)
  const longestLeast = Math.max(...polls.map(({ leastMs }) => leastMs))
  const longestGap = Math.max(longestLeast, ...polls.map(({ actualMs }) => Math.min(actualMs, 3 * longestLeast)))
  const step = niceStep(longestGap)
  const top = Math.max(1, Math.ceil((longestGap * 1.05) / step)) * step
  return {
    polls,
    x: (at) => (at - first) / span,
    y: (gapMs) => Math.max(0, Math.min(1, gapMs / top)),
    lines: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
  }
}

/** A round number of seconds that a gap holds two to five times. */
function niceStep(gapMs: number): number {
  const steps = [500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 300_000]
  return steps.find((step) => gapMs / step <= 4) ?? gapMs / 2
}

import { span } from './span.ts'

// Both clocks are read by the second, and the page is drawn four times a second.
const SAME_S = 1

/** How far a clock is from real time, in its two largest units: `1 h 2 min ahead of real time`. */
export function inWords(aheadS: number): string {
  if (Math.abs(aheadS) <= SAME_S) return 'the same as real time'
  return `${span(Math.abs(aheadS))} ${aheadS > 0 ? 'ahead of' : 'behind'} real time`
}

/** A line that was passed over, or before which something is missing. */
export interface TranscriptProblem {
  /** Counted from 1. */
  line: number
  /** What is wrong with it, for people. */
  what: string
}

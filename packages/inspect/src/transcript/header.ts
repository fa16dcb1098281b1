export const TRANSCRIPT_TYPE = 'device-flow-transcript'
export const TRANSCRIPT_VERSION = 1

/** A transcript's first line. */
export interface TranscriptHeader {
  type: typeof TRANSCRIPT_TYPE
  version: typeof TRANSCRIPT_VERSION
  /** ISO 8601, in UTC. */
  recordedAt: string
  /** The id of the chart. */
  machine: string
  /** How many of the first messages were dropped, to limit memory. */
  dropped?: number
  /** How many messages that repeat others were left out, to fit into a link. */
  leftOut?: number
}

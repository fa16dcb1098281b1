/**
 * Why a transcript cannot be read or linked to:
 *
 * - `notATranscript`: no line of it is one of a transcript
 * - `otherVersion`: it is of a version that this one does not read
 * - `tooLarge`: it has more bytes or lines than may be read
 * - `tooLong`: its link would be, or is, longer than a link may be
 * - `damaged`: its link was cut off or changed
 */
export type TranscriptErrorReason = 'notATranscript' | 'otherVersion' | 'tooLarge' | 'tooLong' | 'damaged'

/** Thrown for what cannot be read as a transcript, or not be linked to. The message says what is wrong, where, and what to do. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError'
  /** Which of the things that can be wrong it is. */
  readonly reason: TranscriptErrorReason

  constructor(reason: TranscriptErrorReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Thrown for a text that cannot be read as a transcript. The message says what is wrong, where, and what to do. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError'
}

/** An answer as it is, or, where it does not say when it came, as one of the latest moment that is known. */
export type Stamp = <Answer extends { type?: string; receivedAt?: number | undefined }>(answer: Answer) => Answer

/**
 * The chart reads no clock: by an answer that does not say when it came, its code would be dead. The answer before it, or the end of the
 * wait before it, says what time it is at least.
 */
export function createStamp(): Stamp {
  let receivedAt: number | undefined = 0
  return (answer) => {
    // A class may have its type in a getter, which is not spread.
    if (!Number.isFinite(answer.receivedAt)) return { ...answer, type: answer.type, receivedAt }
    receivedAt = answer.receivedAt
    return answer
  }
}

import { isInError } from '../context/explanation.ts'
import type { RecordedStep } from './recorded-step.ts'

/**
 * Finds the step where a login went wrong: it came to its state `error`, or the chart does not come to what was recorded. The last one of
 * several: that is what made somebody share the recording. Undefined where all went well.
 */
export function findFault(steps: readonly RecordedStep[]): number | undefined {
  const wasWrong = new Map<string, boolean>()
  let fault: number | undefined
  for (const [index, { message, snapshot, matches }] of steps.entries()) {
    const isWrong = !matches || snapshot.status === 'error' || isInError(snapshot.value)
    // What follows within it is not the fault.
    if (isWrong && !wasWrong.get(message.rootId)) fault = index
    wasWrong.set(message.rootId, isWrong)
  }
  return fault
}

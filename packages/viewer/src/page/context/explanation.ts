import { explainError, explainEvent, type ErrorExplanation, type SnapshotJson } from '@device-flow/inspect'
import { isJsonObject, textOf } from '../model/json.ts'
import type { Entry } from '../model/model.ts'

/** Explains the server's error code in an event; nothing when there is none. */
export function explanationOfEntry({ event }: Entry): ErrorExplanation | undefined {
  return explainEvent(event)
}

/** Explains the server's error code that a login has ended with; nothing when there is none. */
export function explanationOfSnapshot({ value, context }: SnapshotJson): ErrorExplanation | undefined {
  if (!isInError(value) || !isJsonObject(context) || !isJsonObject(context.error)) return undefined
  const code = textOf(context.error.error)
  return code === undefined ? undefined : explainError(code)
}

/** Whether a login is in its state `error`, in whichever state within it. */
export function isInError(value: SnapshotJson['value']): boolean {
  return value === 'error' || (isJsonObject(value) && 'error' in value)
}

import { errorIn } from '../protocol/event-error.ts'
import type { EventJson } from '../protocol/messages.ts'

/** Describes the error that an event brought: its reason, the server's code, and its message. Nothing when it brought none. */
export function whatWentWrong(event: EventJson): string | undefined {
  const error = errorIn(event)
  if (!error) return undefined
  const { reason, error: code, status, message } = error
  const kind = [reason, code !== reason && code, status !== undefined && `HTTP ${String(status)}`]
    .filter((part) => typeof part === 'string')
    .join(', ')
  return [kind, message].filter((part) => typeof part === 'string' && part !== '').join(' – ')
}

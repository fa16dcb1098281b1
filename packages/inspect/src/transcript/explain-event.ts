import { isRecord } from '@device-flow/untrusted'
import { errorIn } from '../protocol/event-error.ts'
import type { ErrorExplanation, EventJson } from '../protocol/messages.ts'
import { explainError } from './explain-error.ts'
import type { ErrorContext } from './explain-error.ts'

/** Explains the server's error code in a login's event; nothing when there is none, or an unknown one. */
export function explainEvent(event: EventJson, provider?: string): ErrorExplanation | undefined {
  const code = codeIn(event)
  return code === undefined ? undefined : explainError(code, { provider, during: requestOf(event.type) })
}

function codeIn(event: EventJson): string | undefined {
  const { output } = event
  if (isRecord(output) && output.type === 'pending') return 'authorization_pending'
  if (isRecord(output) && output.type === 'slowDown') return 'slow_down'
  const error = errorIn(event)
  if (typeof error?.error === 'string') return error.error
  return error?.reason === 'rateLimited' ? 'rateLimited' : undefined
}

/** XState names the events of a service after the state that invoked it. */
function requestOf(eventType: string): ErrorContext['during'] {
  if (eventType.includes('.requesting')) return 'request'
  return eventType.includes('.refreshing') ? 'refresh' : 'poll'
}

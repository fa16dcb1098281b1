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

/** The answers of services end with the service's name. */
function requestOf(eventType: string): ErrorContext['during'] {
  if (eventType.endsWith('.requestDeviceAuthorization')) return 'request'
  return eventType.endsWith('.refreshTokens') ? 'refresh' : 'poll'
}

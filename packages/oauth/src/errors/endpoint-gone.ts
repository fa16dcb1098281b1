import { TransientFault } from '@device-flow/machine'
import { knownCodeIn } from './oauth-error.ts'
import type { HttpResponse } from '../http/http-response.ts'

// 405: what is at the address now takes no POST.
const GONE = new Set([404, 405, 410])

/** Whether a response says that there is no such endpoint: nobody there has judged the request. */
export function isEndpointGone(response: HttpResponse): boolean {
  return GONE.has(response.status) && !knownCodeIn(response.body)
}

/**
 * Whether a request surely reached nobody: its host has no address, or takes no connection there. Browsers do not say.
 */
export function isHostUnreachable(error: unknown): boolean {
  const cause = error instanceof TransientFault && error.reason === 'offline' ? error.cause : undefined
  return cause instanceof Error && /^(?:ECONNREFUSED|ENOTFOUND)$/.test(cause.message)
}

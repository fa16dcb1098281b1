import { DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import { arrivalOf } from '../http/arrival.ts'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { isTokenText } from '../tokens/token-members.ts'

// What an ID token may fail by though it says nothing wrong: the key set is behind the server (keys are rotated), its text is cut, or only
// another could read it.
const UNJUDGED = new Set(['kid', 'id_token', 'enc'])

/**
 * The fault for a response to a refresh that cannot be used: the next one may be good. The refresh token in it replaces the one that was
 * sent; where there is none, that stays what it was (RFC 6749 §6). Undefined for any other rejection: an ID token that is wrong, say.
 */
export function unusableRefreshFault(
  rejection: unknown,
  response: HttpResponse,
  held: TokenSet['refreshToken'],
): TransientFault | undefined {
  if (!(rejection instanceof DeviceFlowError)) return undefined
  const { reason, field = '' } = rejection
  const isUnjudged = reason === 'invalidIdToken' && UNJUDGED.has(field)
  if (reason !== 'invalidResponse' && !isUnjudged) return undefined
  const { refresh_token: received } = membersOf(response) ?? {}
  const hasToken = isTokenText(received)
  const isNew = hasToken && received !== held?.reveal()
  const message = isUnjudged
    ? `The ${response.endpoint} answered with an ID token that ${field === 'enc' ? 'is encrypted, which is not supported' : `cannot be verified now (${field})`}.`
    : rejection.message
  return new TransientFault('invalidResponse', message, {
    ...arrivalOf(response),
    // One that leaves it out may be a ruin, of which nobody knows what it replaced.
    sentAt: hasToken || isUnjudged ? undefined : response.sentAt,
    refreshToken: isNew ? new Secret(received) : undefined,
    status: response.status,
    cause: rejection,
  })
}

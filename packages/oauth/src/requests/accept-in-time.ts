import { codeTimeLeft, DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, ServiceCall, TokenSet } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { acceptTokens } from '../tokens/accept-tokens.ts'
import type { Acceptance } from '../tokens/accept-tokens.ts'

/** At least, between two tries for keys that are out of reach, each of which is several requests already. */
const KEYS_RETRY_MS = 5000

/** How {@link acceptInTime} is to take a response. */
export interface AcceptanceInTime extends Acceptance {
  /** At a login, what its code was given for. */
  authorization?: DeviceAuthorization
  /** Hears what keeps it waiting. */
  tellBlip?: ServiceCall['tellBlip']
}

/**
 * Accepts the tokens in a response, and rejects, as {@link acceptTokens} does. At a login, keys that are out of reach are tried for until
 * the code runs out, though not while their server asks to be left alone: the person has approved, and a code works once.
 */
export async function acceptInTime(
  context: Context,
  server: Server,
  response: HttpResponse,
  acceptance: AcceptanceInTime,
): Promise<TokenSet> {
  try {
    return await acceptTokens(context, server, response, acceptance)
  } catch (error) {
    const { authorization, signal, tellBlip } = acceptance
    const fault = keysFault(error)
    if (!fault) throw error
    const waitMs = Math.max(KEYS_RETRY_MS, fault.retryAfterMs || 0)
    // Written so that NaN is no time.
    const hasTime = authorization && codeTimeLeft(authorization, arrivedAt(context.settings.clock)) > waitMs
    if (!hasTime) throw error
    tellBlip?.(fault)
    await context.wait(waitMs, signal)
    return acceptInTime(context, server, response, acceptance)
  }
}

/** What keeps the keys out of reach. */
function keysFault(error: unknown): TransientFault | undefined {
  const isOutage = error instanceof DeviceFlowError && error.reason === 'offline'
  return isOutage && error.cause instanceof TransientFault ? error.cause : undefined
}

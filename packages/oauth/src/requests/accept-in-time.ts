import { codeTimeLeft, DeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { acceptTokens } from '../tokens/accept-tokens.ts'
import type { Acceptance } from '../tokens/accept-tokens.ts'

/** Between two tries for keys that are out of reach, each of which is several requests already. */
const KEYS_RETRY_MS = 5000

/** How {@link acceptInTime} is to take a response. */
export interface AcceptanceInTime extends Acceptance {
  /** At a login, what its code was given for. */
  authorization?: DeviceAuthorization
}

/**
 * Accepts the tokens in a response, and rejects, as {@link acceptTokens} does. At a login, keys that are out of reach are tried for until
 * the code runs out: the person has approved, and a code works once.
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
    const { authorization, signal } = acceptance
    const isOutage = error instanceof DeviceFlowError && error.reason === 'offline'
    // Written so that NaN is no time.
    const hasTime = authorization && codeTimeLeft(authorization, arrivedAt(context.settings.clock)) > KEYS_RETRY_MS
    if (!(isOutage && hasTime)) throw error
    await context.wait(KEYS_RETRY_MS, signal)
    return acceptInTime(context, server, response, acceptance)
  }
}

import { codeTimeLeft, DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, ServiceCall, TokenSet } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { arrivedAt } from '../http/arrival.ts'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { isAsymmetric } from '../options/jws-algorithms.ts'
import type { Server } from '../server/server.ts'
import { acceptTokens } from '../tokens/accept-tokens.ts'
import type { Acceptance } from '../tokens/accept-tokens.ts'
import { unverifiedPart } from '../tokens/jwt.ts'

/** At least, between two tries for keys that are out of reach, each of which is several requests already. */
const KEYS_RETRY_MS = 5000

/** Between tries for a key that is not there, 30 s in all: a server that has replaced its keys may sign by the new ones before all see them. */
const MISSING_KEY_PAUSES_MS = [1000, 2000, 4000, 8000, 15_000]

/** How {@link acceptInTime} is to take a response. */
export interface AcceptanceInTime extends Acceptance {
  /** At a login, what its code was given for. */
  authorization?: DeviceAuthorization
  /** Hears what keeps it waiting. */
  tellBlip?: ServiceCall['tellBlip']
}

/**
 * Accepts the tokens in a response, and rejects, as {@link acceptTokens} does. At a login, keys that are out of reach are tried for until
 * the code runs out, and a key that is not there for 30 s of that, though not while their server asks to be left alone: the person has
 * approved, and a code works once.
 */
export async function acceptInTime(
  context: Context,
  server: Server,
  response: HttpResponse,
  acceptance: AcceptanceInTime,
): Promise<TokenSet> {
  const { knownServer, settings, wait } = context
  const { authorization, signal, tellBlip } = acceptance
  const pausesMs = MISSING_KEY_PAUSES_MS.values()
  let { readings } = acceptance
  for (;;) {
    try {
      return await acceptTokens(context, server, response, { ...acceptance, readings })
    } catch (error) {
      const outage = outageOf(error)
      const isMissing = !outage && isKeyMissing(error, response)
      const pauseMs = outage ? KEYS_RETRY_MS : isMissing ? pausesMs.next().value : undefined
      if (!authorization || pauseMs === undefined) throw error
      const fault = outage ?? checkingFault(error, context)
      const waitMs = Math.max(pauseMs, fault.retryAfterMs || 0)
      // Written so that NaN is no time.
      if (!(codeTimeLeft(authorization, arrivedAt(settings.clock)) > waitMs)) throw error
      tellBlip?.(fault)
      await wait(waitMs, signal)
      // Metadata that was read once may be as far behind as the keys.
      if (isMissing && knownServer.mayTryAgain()) ({ readings } = knownServer)
    }
  }
}

/** What keeps the keys out of reach. */
function outageOf(error: unknown): TransientFault | undefined {
  const isOutage = error instanceof DeviceFlowError && error.reason === 'offline'
  return isOutage && error.cause instanceof TransientFault ? error.cause : undefined
}

/** Whether the key that has signed the ID token is not among those that are published: what was read may be older than the key. */
function isKeyMissing(error: unknown, response: HttpResponse): boolean {
  if (!(error instanceof DeviceFlowError) || error.reason !== 'invalidIdToken') return false
  // By the client secret, a signature is wrong for good.
  if (error.field === 'signature')
    return isAsymmetric(String(unverifiedPart(membersOf(response)?.id_token, 'header').alg))
  return error.field === 'kid' || error.field === 'jwks_uri'
}

function checkingFault(error: unknown, { settings }: Context): TransientFault {
  const cause = error instanceof DeviceFlowError ? error.cause : undefined
  const { retryAfterMs, status } = cause instanceof TransientFault ? cause : {}
  const what = 'the sign-in is being checked, and its key is not published yet'
  return new TransientFault('serverError', `The server has approved: ${what}.`, {
    ...arrivedAt(settings.clock),
    retryAfterMs,
    status,
    errorDescription: what,
  })
}

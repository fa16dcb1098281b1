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

/** Between tries for a key that is not there, 30 s in all: a server that has new keys may sign by them before all see them. */
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
      const missing = outage ? undefined : missingOf(error, response, context)
      const fault = outage ?? (missing ? checkingFault(missing, error, context) : undefined)
      const pauseMs = missing ? pausesMs.next().value : KEYS_RETRY_MS
      if (!authorization || !fault || pauseMs === undefined) throw error
      const waitMs = Math.max(pauseMs, fault.retryAfterMs || 0)
      // Written so that NaN is no time.
      if (!(codeTimeLeft(authorization, arrivedAt(settings.clock)) > waitMs)) throw error
      tellBlip?.(fault)
      await wait(waitMs, signal)
      // Metadata that was read once may be as far behind as the keys.
      if (missing && knownServer.mayTryAgain()) ({ readings } = knownServer)
    }
  }
}

/** What keeps the keys out of reach. */
function outageOf(error: unknown): TransientFault | undefined {
  const isOutage = error instanceof DeviceFlowError && error.reason === 'offline'
  return isOutage && error.cause instanceof TransientFault ? error.cause : undefined
}

/**
 * In words, what may be missing because what was read is older than the key that has signed the ID token. A key that is there by the name
 * that the token gives, and is not for its signature (`use`, `kty`, `alg`), is not one that is still to come.
 */
function missingOf(error: unknown, response: HttpResponse, { signingKeys }: Context): string | undefined {
  if (!(error instanceof DeviceFlowError) || error.reason !== 'invalidIdToken') return undefined
  const { alg, kid } = unverifiedPart(membersOf(response)?.id_token, 'header')
  if (error.field === 'jwks_uri') return 'the key set of the server is of no use now'
  if (error.field === 'kid') return kid && signingKeys.has(kid) ? undefined : 'its key is not published yet'
  // By the client secret, a signature is wrong for good.
  const mayMatch = error.field === 'signature' && isAsymmetric(String(alg))
  return mayMatch ? 'no published key matches its signature yet' : undefined
}

function checkingFault(missing: string, error: unknown, { settings }: Context): TransientFault {
  const cause = error instanceof DeviceFlowError ? error.cause : undefined
  const { retryAfterMs, status } = cause instanceof TransientFault ? cause : {}
  const what = `the sign-in is being checked, and ${missing}`
  return new TransientFault('serverError', `The server has approved: ${what}.`, {
    ...arrivedAt(settings.clock),
    retryAfterMs,
    status,
    errorDescription: what,
  })
}

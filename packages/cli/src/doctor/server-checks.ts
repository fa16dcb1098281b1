import { isDeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization } from '@device-flow/machine'
import type { OAuthServices, OAuthServicesOptions } from '@device-flow/oauth'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { providerAt } from '../client/provider-at.ts'
import type { Check } from './check.ts'
import { checkClock } from './clock-check.ts'
import { clientChecks, isAboutClient, refusedChecks, unknownChecks } from './client-checks.ts'
import { checkCors, refusedOrigin } from './cors-check.ts'
import { keySetOutage } from './key-set-check.ts'
import { reachChecks } from './reach-checks.ts'
import { checkRevocation } from './revocation-check.ts'
import { watchRequests } from './watch-requests.ts'
import { placeOfRefusal, whereItFailed } from './where-it-failed.ts'

/** What was found out by asking a server for a code. */
export interface ServerDiagnosis {
  checks: Check[]
  /** The code that was asked for, if one came. It is dropped. */
  authorization: DeviceAuthorization | undefined
  /** The provider that runs the server, where that is known. */
  profile: ProviderProfile | undefined
}

/**
 * Asks for a code as a login does, polls once, and says what stood in the way. Rejects with the signal's reason.
 *
 * @param services those of the options
 */
export async function checkServer(
  services: OAuthServices,
  options: OAuthServicesOptions,
  origin: string | undefined,
  signal: AbortSignal,
): Promise<ServerDiagnosis> {
  // A provider knows where its server is.
  const { issuer, endpoints } = options.provider?.applyTo(options) ?? options
  const url = new URL(String(issuer ?? endpoints?.tokenEndpoint))
  const server = { profile: await providerAt(url.href, options.provider), clientAuth: options.clientAuth }
  const stopWatching = watchRequests()
  let authorization: DeviceAuthorization | undefined
  let failure: unknown
  try {
    authorization = await services.requestDeviceAuthorization({}, { signal })
  } catch (error) {
    signal.throwIfAborted()
    failure = error
  }
  const about = authorization ? await clientChecks(services, authorization, server, signal) : undefined
  const seen = stopWatching()
  const failed = about ? undefined : { at: whereItFailed(failure, seen), failure }
  const reached = { server: url, hasIssuer: issuer !== undefined, seen, failed }
  const onTheWay = await reachChecks(reached)
  const outage = failed ? undefined : keySetOutage(seen)
  const isOfOrigin =
    isAboutClient(failed?.at) && origin !== undefined && origin !== url.origin && isAbout(failure, origin)
  const cors = isOfOrigin
    ? refusedOrigin(failure)
    : await checkCors({ origin, dispatcher: options.dispatcher, signal }, seen)
  return {
    checks: [
      ...onTheWay.map((check) => (check.name === outage?.name ? outage : check)),
      checkClock(seen),
      ...(about ?? (isAboutClient(failed?.at) && !isOfOrigin ? refusedChecks(failure, server) : unknownChecks())),
      await checkRevocation(services, about !== undefined, server.profile),
      cors,
    ],
    authorization,
    profile: server.profile,
  }
}

/** Whether a server refuses because of the page, which it names: oidc-provider gives a page of another origin no code. */
function isAbout(failure: unknown, origin: string): boolean {
  const said = isDeviceFlowError(failure) && placeOfRefusal(failure) !== 'client' ? failure.message : ''
  const at = said.indexOf(origin)
  // Not `https://app.example.community`, where it is `https://app.example.com`.
  return at >= 0 && !/^[\w.:-]*\w/.test(said.slice(at + origin.length))
}

import type { DeviceAuthorizationRequest } from '@device-flow/machine'
import { parseJson } from '../parse-json.ts'
import type { PendingLogin } from './record.ts'

/** Extra parameters of a device authorization request. An empty one is left out of it (RFC 8628 §3.1). */
type Parameters = Readonly<Record<string, string>>

/** The extra parameters that a login which waits has asked for; undefined where its services did not say. */
export function parametersAskedFor({ authorization: { asked } }: PendingLogin): Parameters | undefined {
  if (asked === undefined) return undefined
  return (parseJson(asked) as DeviceAuthorizationRequest | undefined)?.parameters ?? {}
}

/**
 * The names of the extra parameters that a login which waits has not asked for, or with another value. Whoever wants them is not to go on
 * with it: nothing would hold the person to them.
 *
 * @param parameters those of the client's own settings. What was asked for in one request wins over them
 */
export function notAskedFor(pending: PendingLogin, parameters: Parameters = {}): string[] {
  const asked = parametersAskedFor(pending)
  if (!asked) return []
  const [, ofRequest = []] = parseJson(pending.request ?? '[]') as [unknown?, [string, string][]?]
  const wanted = { ...parameters, ...Object.fromEntries(ofRequest) }
  return Object.keys(wanted).filter((name) => wanted[name] && wanted[name] !== asked[name])
}

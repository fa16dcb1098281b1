import type { DeviceAuthorizationRequest } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { parseJson } from '../parse-json.ts'
import type { PendingLogin } from './record.ts'

/** Extra parameters of a device authorization request. An empty one is left out of it (RFC 8628 §3.1). */
type Parameters = Readonly<Record<string, string>>

/** The extra parameters that a login which waits has asked for; undefined where its services did not say. */
export function parametersAskedFor({ authorization: { asked } }: PendingLogin): Parameters | undefined {
  return asked === undefined ? undefined : ((parseJson(asked) as DeviceAuthorizationRequest).parameters ?? {})
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
  const wanted = Object.entries({ ...parameters, ...ofRequest(pending) })
  return wanted.flatMap(([name, value]) => (value === '' || value === asked[name] ? [] : [name]))
}

/** The parameters in the canonical text of a request. */
function ofRequest({ request }: PendingLogin): Parameters {
  const [, parameters = []] = request === undefined ? [] : (JSON.parse(request) as [unknown, [string, string][]])
  return Object.fromEntries(parameters)
}

/** Whether a text is what a login asked for: a request as JSON. */
export function isAsked(value: unknown): boolean {
  const request = typeof value === 'string' ? parseJson(value) : undefined
  if (!isRecord(request)) return false
  const { scope = '', parameters = {} } = request
  return (
    typeof scope === 'string' &&
    isRecord(parameters) &&
    Object.values(parameters).every((one) => typeof one === 'string')
  )
}

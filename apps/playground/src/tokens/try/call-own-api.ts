import type { DeviceFlow } from '@device-flow/react'
import { createAuthorizedFetch } from '@device-flow/session'
import { isSecureOrigin, secureOrigin } from '@device-flow/untrusted'
import type { Lab } from '../../lab/lab.ts'

/** An API of one's own, and where the person lets the token go. */
export interface OwnApi {
  readonly url: string
  /** As it was typed: the consent to send the token there. */
  readonly origin: string
}

/** Why a request is not sent there; undefined where it may be. */
export function objectionTo({ url, origin }: OwnApi): string | undefined {
  const target = secureOrigin(url)
  if (target === undefined)
    return 'Enter an address that begins with https://. Plain http is for this machine alone (RFC 6750 §5.3).'
  if (!isSecureOrigin(origin)) return `Type where the token may go, without a path: ${target}`
  const allowed = new URL(origin).origin
  if (allowed !== target) return `The token may go to ${allowed}, and the address is at ${target}. Nothing was sent.`
  return undefined
}

/** Calls an API with the access token of the first device, which goes to the origin that was typed and to no other. */
export async function callOwnApi(lab: Lab, flow: DeviceFlow, api: OwnApi): Promise<Response> {
  const objection = objectionTo(api)
  if (objection) throw new Error(objection)
  const authorizedFetch = createAuthorizedFetch(flow.actor, {
    allowedOrigins: [api.origin],
    dpop: lab.servicesBelow('device')?.dpop,
    fetch: lab.fetchAs('device'),
    clock: lab.clock,
  })
  return authorizedFetch(api.url)
}

import { isRecord } from '@device-flow/untrusted'
import type { Settings } from '../options/settings.ts'
import type { OAuthEndpoints } from '../options/options.ts'
import { judgeMetadata } from './metadata.ts'
import { endpointMembers } from './server.ts'
import type { Server } from './server.ts'

// Where a login that has its code sends it, the client's secret and tokens that are not accepted, and has keys from.
const ASKED = ['token_endpoint', 'revocation_endpoint', 'jwks_uri'] as const

/**
 * The server by what was kept of its metadata with a login. Anything may have written to a store, so it is judged as
 * metadata is that was just read, and no address off the issuer's origin is taken from it: only the metadata itself can say that the
 * server is there too. Undefined where it cannot be used, and where the app names the endpoints.
 */
export async function keptServer(
  { server, issuerTemplate, useMtlsEndpointAliases }: Settings,
  kept: string | undefined,
): Promise<Server | undefined> {
  if (!('issuer' in server) || kept === undefined) return undefined
  const { issuer, endpoints = {} } = server
  const of = { issuer, endpoints, mayBeTemplate: issuerTemplate, useMtlsEndpointAliases }
  try {
    const members: unknown = JSON.parse(kept)
    if (!isRecord(members)) return undefined
    const judged = await judgeMetadata(members, of)
    return staysAt(issuer, judged, endpoints) ? judged : undefined
  } catch {
    return undefined
  }
}

/** Whether all that is asked of a server is at this issuer's origin, or where the app has put it. */
function staysAt({ origin }: URL, { metadata }: Server, named: Partial<OAuthEndpoints>): boolean {
  const given = endpointMembers(named)
  return ASKED.every((member) => {
    const address = metadata[member]
    return address === undefined || given[member] !== undefined || new URL(address).origin === origin
  })
}

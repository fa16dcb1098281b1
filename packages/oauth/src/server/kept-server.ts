import { isRecord } from '@device-flow/untrusted'
import type { DiscoveredServer, ServerOption } from '../options/server-option.ts'
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
export async function keptServer(server: ServerOption, kept: string | undefined): Promise<Server | undefined> {
  if (!('issuer' in server) || kept === undefined) return undefined
  try {
    const members: unknown = JSON.parse(kept)
    if (!isRecord(members)) return undefined
    const judged = await judgeMetadata(members, server)
    return staysAt(server, judged) ? judged : undefined
  } catch {
    return undefined
  }
}

/** Whether all that is asked of a server is at this issuer's origin, or where the app has put it. */
function staysAt({ issuer, endpoints }: DiscoveredServer, { metadata }: Server): boolean {
  const given = endpointMembers(endpoints)
  return ASKED.every((member) => {
    const address = metadata[member]
    return address === undefined || given[member] !== undefined || new URL(address).origin === issuer.origin
  })
}

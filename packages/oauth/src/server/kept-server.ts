import { isRecord } from '@device-flow/untrusted'
import type { Settings } from '../options/settings.ts'
import { judgeMetadata } from './metadata.ts'
import type { Server } from './server.ts'

/**
 * The server by what was kept of its metadata with a login. Anything may have written to a store, so it is judged as
 * metadata is that was just read; undefined where it cannot be used, and where the app names the endpoints.
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
    return isRecord(members) ? await judgeMetadata(members, of) : undefined
  } catch {
    return undefined
  }
}

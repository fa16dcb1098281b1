import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Settings } from '../options/settings.ts'
import type { KnownServer } from './known-server.ts'
import { serverFromEndpoints } from './server.ts'
import type { Server } from './server.ts'

/**
 * What stands in for metadata that cannot be read, where both endpoints of a login were given beside the issuer;
 * undefined where they were not, or where only metadata that cannot be read now would say how the secret is sent.
 */
export function serverWithoutMetadata({ server, clientAuth }: Settings, problem: unknown): Server | undefined {
  const endpoints = 'issuer' in server ? server.standIn : undefined
  const isLater = problem instanceof TransientFault
  if (!endpoints || !(isLater || problem instanceof DeviceFlowError)) return undefined
  return isLater && clientAuth.method === undefined ? undefined : { ...serverFromEndpoints(endpoints), problem }
}

/**
 * The server, for an endpoint that a login can do without. Where others stand in for metadata, it is read again for
 * this one. Rejects with a {@link TransientFault} when it cannot be read now: that there is no such endpoint is not
 * known then.
 */
export async function serverWith(
  member: 'revocation_endpoint' | 'userinfo_endpoint',
  knownServer: KnownServer,
  signal?: AbortSignal,
): Promise<Server> {
  const server = await knownServer.get(signal)
  if (!server.problem || server.metadata[member]) return server
  const latest = await knownServer.renew(signal)
  if (latest.problem instanceof TransientFault) throw latest.problem
  return latest
}

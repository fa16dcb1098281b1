import { TransientFault } from '@device-flow/machine'
import type { KnownServer } from './known-server.ts'
import type { Server } from './server.ts'

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

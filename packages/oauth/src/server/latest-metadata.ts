import { DeviceFlowError } from '@device-flow/machine'
import { changedServer } from './moved-endpoint.ts'
import type { ServerAtStart } from './moved-endpoint.ts'
import type { KnownServer } from './known-server.ts'
import type { Server } from './server.ts'

// What an ID token can fail by when the server signs otherwise than it did: the algorithm, the key, or where the keys
// are.
const SIGNING = new Set(['alg', 'kid', 'signature', 'jwks_uri'])

/**
 * Judges by what was known of the server and, where an ID token could not be verified by that, once more by metadata
 * that was read since, if it names other keys or algorithms. Rejects as the last judgement does.
 */
export async function byLatestMetadata<Value>(
  known: KnownServer,
  start: ServerAtStart,
  judge: (server: Server) => Promise<Value>,
): Promise<Value> {
  try {
    return await judge(start.server)
  } catch (error) {
    if (!(error instanceof DeviceFlowError && SIGNING.has(error.field ?? ''))) throw error
    const members = ['jwks_uri', 'id_token_signing_alg_values_supported'] as const
    // That the wait is over is not what was wrong with the ID token.
    const changed = await changedServer(known, start, members).catch(() => undefined)
    if (!changed) throw error
    return judge(changed)
  }
}

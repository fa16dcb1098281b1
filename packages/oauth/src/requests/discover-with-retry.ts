import { DeviceFlowError } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import type { Context } from '../context.ts'
import { isNonsense } from '../server/discovery.ts'
import type { Server } from '../server/server.ts'

const WAIT_MS = 1000

/**
 * The server, for a login that begins. What is no metadata at all may be a blip, and may be a wrong issuer, of which the person
 * should hear soon: it is asked for once more, and is then `unsupported`. Rejects as `KnownServer` does, apart from that.
 */
export async function findServer(context: Context, signal: AbortSignal, isLastTry = false): Promise<Server> {
  try {
    return await context.knownServer.getFresh(signal)
  } catch (error) {
    if (!isNonsense(error)) throw error
    if (isLastTry) throw new DeviceFlowError('unsupported', error.message, { status: error.status })
  }
  await createSleep(context.settings.clock)({ atLeastMs: WAIT_MS }, { signal })
  return findServer(context, signal, true)
}

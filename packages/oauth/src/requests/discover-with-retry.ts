import { DeviceFlowError } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { isInvalidResponse } from '../server/discovery.ts'
import { networkOutage, NetworkPageFault } from '../errors/network-page.ts'
import type { Server } from '../server/server.ts'

const WAIT_MS = 1000

/**
 * Finds the server for a login that begins. What is no metadata at all may be a blip, and may be a wrong issuer, of
 * which the person should hear soon: it is asked for once more, and is then `unsupported`. Where a network wants a
 * sign-in, nobody is reached: that is an outage, `offline`. Rejects as `KnownServer` does, apart from that.
 */
export async function discoverWithRetry(
  context: Context,
  signal: AbortSignal,
  needsMetadata: boolean,
): Promise<Server> {
  const { knownServer, startTries, wait } = context
  const find = async (): Promise<Server> => {
    try {
      const server = await knownServer.getFresh(signal, needsMetadata, startTries.server())
      startTries.found(server)
      return server
    } catch (error) {
      throw error instanceof NetworkPageFault ? networkOutage(error) : error
    }
  }
  try {
    return await find()
  } catch (error) {
    if (!isInvalidResponse(error)) throw error
  }
  await wait(WAIT_MS, signal)
  try {
    return await find()
  } catch (error) {
    throw isInvalidResponse(error) ? new DeviceFlowError('unsupported', error.message, { status: error.status }) : error
  }
}

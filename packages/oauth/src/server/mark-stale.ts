import { TransientFault } from '@device-flow/machine'
import type { Transport } from '../http/transport.ts'
import { isEndpointGone } from '../errors/endpoint-gone.ts'
import type { KnownServer } from './known-server.ts'

/** A transport that marks the metadata as stale when an endpoint of it cannot be reached, or is gone. */
export function markingStale(transport: Transport, knownServer: KnownServer): Transport {
  return async (exchange, request) => {
    try {
      const response = await transport(exchange, request)
      if (isEndpointGone(response)) knownServer.markStale()
      return response
    } catch (error) {
      if (error instanceof TransientFault && error.reason === 'offline') knownServer.markStale()
      throw error
    }
  }
}

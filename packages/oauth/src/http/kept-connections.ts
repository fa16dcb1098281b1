import { deepestOf } from './offline-fault.ts'

/** The origins whose connections are not to be used again. */
export interface KeptConnections {
  /** Whether a request to this address has to have a connection of its own. */
  isFresh(address: string): boolean
  /** Hears what became of a request to this address, of which no response was read. */
  noteFailure(address: string, error: unknown): void
}

/** Node's and undici's codes for a connection that was there, and was closed under the request. */
const CLOSED = /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/

/**
 * Remembers which servers close a connection that they have said to keep: what is idle for too long is closed by many load balancers
 * without a word, just when the next request leaves on it. Whoever tries again in the same way loses that one, too.
 */
export function createKeptConnections(): KeptConnections {
  const closing = new Set<string>()
  return {
    isFresh: (address) => closing.has(new URL(address).origin),
    noteFailure(address, error) {
      const { code } = (deepestOf(error) ?? {}) as { code?: unknown }
      if (CLOSED.test(String(code))) closing.add(new URL(address).origin)
    },
  }
}

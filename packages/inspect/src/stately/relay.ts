import { openSocket } from '../socket/open-socket.ts'
import { reconnectingSocket } from '../socket/reconnecting-socket.ts'

const RETRY_MS = 5_000
const FLUSH_TIMEOUT_MS = 2_000

/** A connection to a relay that may come late, go away and come back. */
export interface RelayConnection {
  /** Sends when the connection is open. */
  send(message: object): void
  /** Resolves when the relay has everything, or is not there, or has taken 2 s. */
  close(): Promise<void>
}

/** Connects to a relay, again and again, and sends it `history()` first each time. */
export function connectRelay(url: string, history: () => Iterable<object>): RelayConnection {
  const connection = reconnectingSocket({
    connect: () => openSocket(url, undefined),
    minPauseMs: RETRY_MS,
    onOpen(socket) {
      for (const message of history()) socket.send(JSON.stringify(message))
    },
  })
  return {
    send(message) {
      connection.current?.send(JSON.stringify(message))
    },
    close: () => connection.finish(FLUSH_TIMEOUT_MS),
  }
}

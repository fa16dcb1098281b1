import type { InspectionTransport, InspectorSide } from '../inspector/transport.ts'
import { inspectionEnvelope, readViewerEnvelope } from '../protocol/envelope.ts'
import type { InspectionMessage } from '../protocol/messages.ts'
import { openSocket } from '../socket/open-socket.ts'
import { reconnectingSocket } from '../socket/reconnecting-socket.ts'
import type { ReconnectingSocket } from '../socket/reconnecting-socket.ts'
import { loginAddress } from './login-address.ts'

/** A server that has not answered by then is tried again later. */
const OPEN_TIMEOUT_MS = 5_000

/** How long a lost or missing server is left alone: doubling, from the first to the second. */
const MIN_PAUSE_MS = 500
const MAX_PAUSE_MS = 30_000

/** With more than this unsent, a server that does not read is sent nothing until it has read. A WebSocket counts it in bytes. */
const MAX_UNSENT_BYTES = 4_194_304

/** How long `close()` waits for the rest to be sent. */
const CLOSE_TIMEOUT_MS = 500

/** Where the viewer's server is, and how to connect to it. */
export interface WebSocketTransportOptions {
  /** On this machine, e.g. `ws://127.0.0.1:4400`. */
  url: string | URL
  /** Instead of the platform's. */
  WebSocket?: typeof WebSocket | undefined
}

/** A transport to a viewer's server. */
export interface WebSocketTransport extends InspectionTransport {
  /**
   * Sends the rest, for at most half a second. Await it before a Node process ends: the transport itself keeps none alive. Never rejects.
   */
  close(): Promise<void>
}

/**
 * Makes a transport to a viewer's server on this machine, for processes that have no window. A server that is missing, goes away, does
 * not read or never answers is tried again after 0.5 to 30 s, and is sent everything so far when it is back.
 *
 * @example
 * ```ts
 * import { createInspector } from '@device-flow/inspect'
 * import { webSocketTransport } from '@device-flow/inspect/websocket'
 *
 * const transport = webSocketTransport({ url: 'ws://127.0.0.1:8628' })
 * export const inspector = createInspector({ transport })
 * ```
 *
 * @throws LoopbackError when the server is on another machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function webSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const url = loginAddress(options.url)
  let inspector: InspectorSide | undefined
  let connection: ReconnectingSocket | undefined
  let isBehind = false

  const post = (socket: WebSocket, message: InspectionMessage): void => {
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) isBehind = true
    else socket.send(JSON.stringify(inspectionEnvelope(message)))
  }

  const replayAll = (socket: WebSocket): void => {
    // Reading the backlog flushes the inspector, and what it sends now is in the backlog too.
    isBehind = true
    const messages = inspector?.backlog() ?? []
    isBehind = false
    for (const message of messages) post(socket, message)
  }

  return {
    open(side) {
      inspector = side
      connection = reconnectingSocket({
        connect: () => openSocket(url, options.WebSocket),
        minPauseMs: MIN_PAUSE_MS,
        maxPauseMs: MAX_PAUSE_MS,
        openTimeoutMs: OPEN_TIMEOUT_MS,
        onOpen: replayAll,
        onMessage(data, socket) {
          const message = readViewerEnvelope(parse(data))
          if (message?.type === 'hello') replayAll(socket)
          else if (message) inspector?.receive(message)
        },
      })
    },
    send(message) {
      const socket = connection?.current
      if (!socket) return
      if (!isBehind) post(socket, message)
      else if (socket.bufferedAmount === 0) replayAll(socket)
    },
    async close() {
      await connection?.finish(CLOSE_TIMEOUT_MS)
    },
  }
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}

import type { WebSocket as NodeWebSocket } from 'ws'

/** Larger than any message of a viewer. */
const MAX_MESSAGE_BYTES = 1_048_576

/** A WebSocket that does not keep a Node process alive, as `reconnectingSocket` takes it. */
export interface OpenSocket {
  socket: WebSocket
  /** Ends it at once, without waiting for the other side. */
  end(): void
}

/**
 * Begins to open a WebSocket. In Node that is the one of the package `ws` if it is installed: Node's own, where there is one, would keep
 * the process alive.
 *
 * @throws Error when there is neither
 */
export async function openSocket(url: string, given: typeof WebSocket | undefined): Promise<OpenSocket> {
  const fromPackage = given ? undefined : await nodeWebSocket()
  if (fromPackage) return openInNode(new URL(url), fromPackage)
  const socket = new (given ?? globalThis.WebSocket)(url)
  return { socket, end: () => socket.close() }
}

async function nodeWebSocket(): Promise<typeof NodeWebSocket | undefined> {
  if (typeof globalThis.process?.versions?.node !== 'string') return undefined
  try {
    return (await import('ws')).WebSocket
  } catch (error) {
    if (typeof globalThis.WebSocket === 'function') return undefined
    throw error
  }
}

function openInNode(url: URL, Constructor: typeof NodeWebSocket): OpenSocket {
  const socket = new Constructor(url, {
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    finishRequest(request) {
      request.on('socket', (connection) => connection.unref())
      request.end()
    },
  })
  return { socket: socket as unknown as WebSocket, end: () => socket.terminate() }
}

import { inspectionEnvelope, readViewerEnvelope } from '../protocol/envelope.ts'
import type { InspectionMessage } from '../protocol/messages.ts'
import type { InspectionTransport, InspectorSide } from '../inspector/transport.ts'
import { atMost } from '../timers/settle-within.ts'
import { loginAddress } from './login-address.ts'
import { openSocket } from '../socket/open-socket.ts'
import type { OpenSocket } from '../socket/open-socket.ts'
import { idleTimer } from '../timers/idle-timer.ts'

/** A server that has not answered by then is tried again later, ms. */
const OPENING_MS = 5_000

/** How long a lost or missing server is left alone: doubling, ms. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/** With so much unsent, a server that does not read is told nothing more until it has, in UTF-16 units. */
const MOST_UNSENT = 4_194_304

/** How long `close()` waits for the rest to be sent, ms. */
const CLOSING_MS = 500

/** Where the inspector's server is, and how to get there. */
export interface WebSocketTransportOptions {
  /** On this machine, e.g. `ws://127.0.0.1:4400`. */
  url: string | URL
  /** Instead of the platform's. */
  WebSocket?: typeof WebSocket | undefined
}

/** A transport to an inspector's server. */
export interface WebSocketTransport extends InspectionTransport {
  /** Sends the rest, for at most half a second. Await it before a Node process ends: the transport itself keeps none alive. */
  close(): Promise<void>
}

/**
 * A transport to an inspector's server on this machine, for processes that have no window. A server that is not there, goes away, does
 * not read or never answers is tried again now and then, and is told everything so far when it is back.
 *
 * @throws LoopbackError when the server is on another machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function webSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const url = loginAddress(options.url)
  let inspector: InspectorSide | undefined
  let current: OpenSocket | undefined
  let over: Promise<void> = Promise.resolve()
  let pauseMs = FIRST_PAUSE_MS
  let isBehind = false
  let isClosed = false
  let cancelPause: (() => void) | undefined

  const post = ({ socket }: OpenSocket, message: InspectionMessage): void => {
    if (socket.bufferedAmount > MOST_UNSENT) isBehind = true
    else socket.send(JSON.stringify(inspectionEnvelope(message)))
  }

  const tellAll = (opened: OpenSocket): void => {
    // Reading the backlog sends what is still waiting, and it is in the backlog too.
    isBehind = true
    const messages = inspector?.backlog() ?? []
    isBehind = false
    for (const message of messages) post(opened, message)
  }

  const hear = (opened: OpenSocket, data: unknown): void => {
    const message = readViewerEnvelope(parse(data))
    if (message?.type === 'hello') tellAll(opened)
    else if (message) inspector?.receive(message)
  }

  /** Resolves when it is closed again, or could not be opened. */
  const connect = async (): Promise<void> => {
    const opened = await openSocket(url, options.WebSocket)
    const { socket } = opened
    current = opened
    await new Promise<void>((resolve) => {
      const cancel = idleTimer(opened.end, OPENING_MS)
      socket.addEventListener('open', () => {
        cancel()
        tellAll(opened)
      })
      socket.addEventListener('message', (event) => {
        // Whoever speaks the protocol is worth coming back to soon.
        pauseMs = FIRST_PAUSE_MS
        hear(opened, event.data)
      })
      // Without a listener, `ws` throws. `close` follows.
      socket.addEventListener('error', () => {})
      socket.addEventListener('close', () => {
        cancel()
        resolve()
      })
      if (isClosed) finish(opened)
    })
    current = undefined
  }

  const keepConnected = async (): Promise<void> => {
    // Where no WebSocket can be had, there is no use in trying again.
    await connect()
    if (isClosed) return
    cancelPause = idleTimer(() => {
      over = keepConnected().catch(() => {})
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }

  return {
    open(side) {
      inspector = side
      over = keepConnected().catch(() => {})
    },
    send(message) {
      if (current?.socket.readyState !== OPEN) return
      if (!isBehind) post(current, message)
      else if (current.socket.bufferedAmount === 0) tellAll(current)
    },
    async close() {
      isClosed = true
      cancelPause?.()
      if (current) finish(current)
      await atMost(over, CLOSING_MS)
      current?.end()
    },
  }
}

const OPEN = 1

/** Closes a socket when all is sent. One that is still opening gets to send what there is to tell first. */
function finish({ socket }: OpenSocket): void {
  if (socket.readyState === OPEN) socket.close()
  else socket.addEventListener('open', () => socket.close())
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}

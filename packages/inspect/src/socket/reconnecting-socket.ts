import { idleTimer } from '../timers/idle-timer.ts'
import { settleWithin } from '../timers/settle-within.ts'
import type { OpenSocket } from './open-socket.ts'

/** How a {@link reconnectingSocket} connects, and what it does with each connection. All times are in ms. */
export interface ReconnectingSocketOptions {
  /** Begins a connection. When it throws or rejects, none is tried again: where no WebSocket can be had, waiting does not help. */
  connect(): OpenSocket | Promise<OpenSocket>
  /** The pause before the next attempt. It doubles with each attempt, and begins anew when the other side has said something. */
  minPauseMs: number
  /** Where doubling stops. Default: `minPauseMs`, so that all pauses are equal. */
  maxPauseMs?: number | undefined
  /** A connection that is not open by then is given up, and tried again later. Default: never. */
  openTimeoutMs?: number | undefined
  onOpen(socket: WebSocket): void
  onMessage?(data: unknown, socket: WebSocket): void
  /** Called when a connection is closed, and when it could not be opened. */
  onClose?(): void
}

/** A WebSocket that is opened again and again until it is ended. */
export interface ReconnectingSocket {
  /** The connection, while it is open. */
  readonly current: WebSocket | undefined
  /** Ends it when everything is sent, a connection that is still opening included; at the latest after `timeoutMs`. Never rejects. */
  finish(timeoutMs: number): Promise<void>
  /** Ends it at once. No callback is called any more. */
  end(): void
}

const OPEN = 1

/**
 * Keeps a WebSocket open: when it is closed or cannot be opened, another one is opened after a pause. Keeps no Node process alive.
 *
 * @example
 * ```ts
 * import { reconnectingSocket } from '@device-flow/inspect/websocket'
 *
 * export const connection = reconnectingSocket({
 *   connect() {
 *     const socket = new WebSocket('ws://127.0.0.1:8628/viewer')
 *     return { socket, end: () => socket.close() }
 *   },
 *   minPauseMs: 2000,
 *   onOpen: (socket) => socket.send('hello'),
 * })
 * ```
 */
export function reconnectingSocket(options: ReconnectingSocketOptions): ReconnectingSocket {
  const { minPauseMs, maxPauseMs = minPauseMs, openTimeoutMs } = options
  let current: OpenSocket | undefined
  let pauseMs = minPauseMs
  let cancelPause: (() => void) | undefined
  let isFinishing = false
  let isEnded = false

  /** Resolves when the connection is closed again, or could not be opened. */
  const connection = async (): Promise<void> => {
    const connecting = options.connect()
    // A socket that is there at once gets its listeners at once.
    const opened = connecting instanceof Promise ? await connecting : connecting
    const { socket } = opened
    current = opened
    await new Promise<void>((resolve) => {
      const cancelTimeout = openTimeoutMs === undefined ? undefined : idleTimer(opened.end, openTimeoutMs)
      socket.addEventListener('open', () => {
        cancelTimeout?.()
        if (!isEnded) options.onOpen(socket)
        if (isFinishing) socket.close()
      })
      socket.addEventListener('message', ({ data }) => {
        // Whoever speaks is worth coming back to soon.
        pauseMs = minPauseMs
        if (!isEnded) options.onMessage?.(data, socket)
      })
      // Without a listener, `ws` throws. `close` follows.
      socket.addEventListener('error', () => {})
      socket.addEventListener('close', () => {
        cancelTimeout?.()
        current = undefined
        if (!isEnded) options.onClose?.()
        resolve()
      })
      if (isEnded) opened.end()
    })
  }

  const stayConnected = async (): Promise<void> => {
    await connection()
    if (isFinishing || isEnded) return
    cancelPause = idleTimer(() => {
      over = stayConnected().catch(() => {})
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, maxPauseMs)
  }

  let over = stayConnected().catch(() => {})
  const openOne = (): WebSocket | undefined => (current?.socket.readyState === OPEN ? current.socket : undefined)

  return {
    get current() {
      return openOne()
    },
    async finish(timeoutMs) {
      isFinishing = true
      cancelPause?.()
      openOne()?.close()
      await settleWithin(over, timeoutMs)
      current?.end()
    },
    end() {
      isEnded = true
      cancelPause?.()
      current?.end()
    },
  }
}

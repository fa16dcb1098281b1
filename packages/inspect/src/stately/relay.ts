import { atMost } from '../timers/settle-within.ts'
import { idleTimer } from '../timers/idle-timer.ts'
import { openSocket, type OpenSocket } from '../socket/open-socket.ts'

const RETRY_MS = 5_000
const FLUSH_MS = 2_000
const OPEN = 1

/** A line to a relay that may come late, go and come back. */
export interface RelayLine {
  /** Sends when the line is open. */
  send(message: object): void
  /** Resolves when the relay has everything, or is not there, or has taken 2 s. */
  close(): Promise<void>
}

/** Connects, again and again, and says first what `greeting` says. A relay that is missing disturbs nobody. */
export function connectRelay(url: string, greeting: () => Iterable<object>): RelayLine {
  let current: OpenSocket | undefined
  let cancelRetry: (() => void) | undefined
  let isClosing = false

  const send = (message: object): void => {
    if (current?.socket.readyState === OPEN) current.socket.send(JSON.stringify(message))
  }

  /** Resolves when it is closed again, or could not be opened. */
  const connect = async (): Promise<void> => {
    const opened = await openSocket(url, undefined)
    const { socket } = opened
    current = opened
    await new Promise<void>((resolve) => {
      socket.addEventListener('open', () => {
        for (const message of greeting()) send(message)
        if (isClosing) socket.close()
      })
      // Without a listener, `ws` throws. `close` follows.
      socket.addEventListener('error', () => {})
      socket.addEventListener('close', () => resolve())
    })
    if (!isClosing) cancelRetry = idleTimer(keepConnected, RETRY_MS)
  }

  const keepConnected = (): void => {
    // Where no WebSocket can be had, there is no use in trying again.
    over = connect().catch(() => {})
  }
  let over: Promise<void>
  keepConnected()

  return {
    send,
    async close() {
      isClosing = true
      cancelRetry?.()
      if (current?.socket.readyState === OPEN) current.socket.close()
      await atMost(over, FLUSH_MS)
      current?.end()
    },
  }
}

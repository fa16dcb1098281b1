import type { WebSocket } from 'ws'

const RETRY_MS = 5_000
const FLUSH_MS = 2_000

/** A line to a relay that may come late, go and come back. */
export interface RelayLine {
  /** Sends when the line is open. */
  send(message: object): void
  /** Resolves when the relay has everything, or is not there, or has taken 2 s. */
  close(): Promise<void>
}

/** Connects, again and again, and says first what `greeting` says. A relay that is missing disturbs nobody. */
export function connectRelay(url: URL, greeting: () => Iterable<object>): RelayLine {
  let socket: WebSocket | undefined
  let ended: Promise<unknown> | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosing = false

  const send = (message: object): void => {
    if (socket && socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }

  const connect = async (): Promise<void> => {
    // Not at the top: bundlers for browsers would look for it.
    const { WebSocket } = await import('ws')
    const line = new WebSocket(url)
    socket = line
    line.on('open', () => {
      for (const message of greeting()) send(message)
      if (isClosing) line.close()
    })
    // Unheard, it would end the process. `close` follows it.
    line.on('error', () => {})
    ended = new Promise((resolve) => {
      line.on('close', () => {
        // Unref: a process whose login is over does not wait for a viewer.
        if (!isClosing) retry = setTimeout(connect, RETRY_MS).unref()
        resolve(undefined)
      })
    })
  }
  const connecting = connect()

  return {
    send,
    async close() {
      isClosing = true
      clearTimeout(retry)
      await connecting
      if (socket?.readyState === socket?.OPEN) socket?.close()
      const late = new Promise((resolve) => setTimeout(resolve, FLUSH_MS).unref())
      await Promise.race([ended, late])
      socket?.terminate()
    },
  }
}

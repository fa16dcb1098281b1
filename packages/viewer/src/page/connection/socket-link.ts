import { PROTOCOL, type ViewerMessage } from '@device-flow/inspect'
import { reconnectingSocket } from '@device-flow/inspect/websocket'
import { inspectionContents, viewerEnvelope } from '@device-flow/inspect/window'
import { RELAY_MARK } from '../../server/relay-mark.ts'
import { isJsonObject } from '../model/json.ts'
import type { Link, LinkListener } from './link.ts'
import { readMessage } from './read-message.ts'

const RETRY_MS = 2000

/** Links this page to the logins that are connected to its server. Connects again by itself when the server is back. */
export function linkToServer({ onArrival, onStatus }: LinkListener, url: string | undefined = viewerUrl()): Link {
  if (url === undefined) {
    onStatus('absent')
    return { send() {}, close() {} }
  }
  const present = new Set<string>()

  // server/relay.ts says what a frame holds.
  const onFrame = (frame: unknown): void => {
    if (!isJsonObject(frame) || typeof frame.login !== 'string') return onArrival({ type: 'invalid' })
    const source = frame.login
    if (typeof frame.text === 'string') return onArrival(readMessage(source, inspectionContents(parsed(frame.text))))
    if (frame.is === 'here') present.add(source)
    else present.delete(source)
    onArrival({ type: frame.is === 'here' ? 'joined' : 'left', source })
  }

  onStatus('connecting')
  const connection = reconnectingSocket({
    connect() {
      const socket = new WebSocket(url)
      return { socket, end: () => socket.close() }
    },
    minPauseMs: RETRY_MS,
    onOpen(socket) {
      onStatus('open')
      socket.send(frameOf({ type: 'hello', protocol: PROTOCOL }))
    },
    onMessage: (data) => onFrame(parsed(data)),
    onClose() {
      onStatus('lost')
      for (const source of present) onArrival({ type: 'left', source })
      present.clear()
    },
  })
  return {
    send(source, message) {
      if (present.has(source)) connection.current?.send(frameOf(message, source))
    },
    close: () => connection.end(),
  }
}

/** A frame for one login, or for all. */
function frameOf(message: ViewerMessage, login?: string): string {
  return JSON.stringify({ login, text: JSON.stringify(viewerEnvelope(message)) })
}

/** Returns the address at the server of this page; nothing when the page is one of static files. */
function viewerUrl(): string | undefined {
  const { protocol, host } = window.location
  if (!document.querySelector(`meta[name="${RELAY_MARK}"]`)) return undefined
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/viewer`
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data)) as unknown
  } catch {
    return undefined
  }
}

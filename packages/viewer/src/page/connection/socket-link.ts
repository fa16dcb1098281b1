import { PROTOCOL, type ViewerMessage } from '@device-flow/inspect'
import { viewerEnvelope } from '@device-flow/inspect/window'
import { isObject } from '../model/json.ts'
import type { Link, LinkListener } from './link.ts'
import { contentsOf, readMessage } from './read-message.ts'

const AGAIN_MS = 2000

/** The way to the processes that speak to the server of this page. Comes back by itself when that does. */
export function linkToServer({ onArrival, onStatus }: LinkListener, url: string | undefined = viewerUrl()): Link {
  if (url === undefined) {
    onStatus('absent')
    return { send() {}, close() {} }
  }
  let socket: WebSocket
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  const present = new Set<string>()

  const connect = (): void => {
    socket = new WebSocket(url)
    socket.addEventListener('open', () => {
      onStatus('open')
      socket.send(frameOf({ type: 'hello', protocol: PROTOCOL }))
    })
    socket.addEventListener('message', ({ data }) => onFrame(parsed(data)))
    socket.addEventListener('close', () => {
      if (isClosed) return
      onStatus('lost')
      for (const source of present) onArrival({ type: 'left', source })
      present.clear()
      timer = setTimeout(connect, AGAIN_MS)
    })
  }

  // See the server's relay for what is in a frame.
  const onFrame = (frame: unknown): void => {
    if (!isObject(frame) || typeof frame.login !== 'string') return onArrival({ type: 'nonsense' })
    const source = frame.login
    if (typeof frame.text === 'string') return onArrival(readMessage(source, contentsOf(parsed(frame.text))))
    if (frame.is === 'here') present.add(source)
    else present.delete(source)
    onArrival({ type: frame.is === 'here' ? 'joined' : 'left', source })
  }

  onStatus('connecting')
  connect()
  return {
    send(source, message) {
      const isOpen = socket.readyState === WebSocket.OPEN
      if (isOpen && present.has(source)) socket.send(frameOf(message, source))
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      socket.close()
    },
  }
}

/** For one login, or for all. */
function frameOf(message: ViewerMessage, login?: string): string {
  return JSON.stringify({ login, text: JSON.stringify(viewerEnvelope(message)) })
}

/** Beside this page, if a server of ours has served it. */
function viewerUrl(): string | undefined {
  const { protocol, host } = window.location
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/viewer`
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data)) as unknown
  } catch {
    return undefined
  }
}

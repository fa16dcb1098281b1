import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'

/**
 * How much may wait for a viewer that does not read. One that falls behind further is dropped: it can connect again, and gets everything
 * anew.
 */
const MAX_WAITING_BYTES = 32 * 1024 * 1024

/**
 * Carries messages between logins and viewers without reading them.
 *
 * A viewer gets `{ login, is: 'here' | 'gone' }` and `{ login, text }`, where `text` is what that login sent. It sends `{ text }` to all
 * logins, or `{ login, text }` to one: XState numbers actors anew in each process, so an actor's id alone says too little.
 */
export class Relay {
  readonly #logins = new Map<string, WebSocket>()
  readonly #viewers = new Set<WebSocket>()

  get logins(): number {
    return this.#logins.size
  }

  get viewers(): number {
    return this.#viewers.size
  }

  addLogin(socket: WebSocket): void {
    const login = randomUUID()
    this.#logins.set(login, socket)
    this.#sendToViewers({ login, is: 'here' })
    socket.on('message', (data) => this.#sendToViewers({ login, text: String(data) }))
    // Without a listener, a connection that breaks would end the process.
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      this.#logins.delete(login)
      this.#sendToViewers({ login, is: 'gone' })
    })
  }

  addViewer(socket: WebSocket): void {
    this.#viewers.add(socket)
    for (const login of this.#logins.keys()) send(socket, JSON.stringify({ login, is: 'here' }))
    socket.on('message', (data) => this.#sendToLogins(readFrame(String(data))))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#viewers.delete(socket))
  }

  /** Ends every connection. */
  close(): void {
    for (const socket of [...this.#logins.values(), ...this.#viewers]) socket.terminate()
  }

  #sendToViewers(frame: object): void {
    const text = JSON.stringify(frame)
    for (const viewer of this.#viewers) send(viewer, text)
  }

  #sendToLogins({ login, text }: ViewerFrame): void {
    if (typeof text !== 'string') return
    for (const [name, socket] of this.#logins) if (login === undefined || login === name) send(socket, text)
  }
}

/** What a viewer sent, unchecked. */
interface ViewerFrame {
  login?: unknown
  text?: unknown
}

function readFrame(data: string): ViewerFrame {
  try {
    return (JSON.parse(data) as ViewerFrame | null) ?? {}
  } catch {
    return {}
  }
}

function send(socket: WebSocket, text: string): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (socket.bufferedAmount > MAX_WAITING_BYTES) socket.terminate()
  else socket.send(text)
}

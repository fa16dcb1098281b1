import { once } from 'node:events'
import type { InspectionMessage, ViewerMessage } from '@device-flow/inspect'
import { readInspectionEnvelope, viewerEnvelope } from '@device-flow/inspect/websocket'
import { WebSocket } from 'ws'

/** A viewer at an inspector's server, as its page is one: what it is told, and how it speaks. */
export class Viewer {
  readonly #socket: WebSocket
  readonly #states: string[] = []
  #raw = ''
  #rootId = ''
  #hasGone = false

  constructor(url: string) {
    const { host, origin } = new URL(url)
    this.#socket = new WebSocket(`ws://${host}/viewer`, { origin })
    this.#socket.on('message', (data) => this.#hear(String(data)))
  }

  /** All that came through, as it came. */
  get raw(): string {
    return this.#raw
  }

  /** The states of the login so far, in order. */
  get states(): readonly string[] {
    return this.#states
  }

  async connected(): Promise<this> {
    await once(this.#socket, 'open')
    return this
  }

  /** Resolves when the login is in that state. */
  async seen(state: string): Promise<void> {
    while (!this.#states.includes(state)) await once(this.#socket, 'message')
  }

  /** Resolves when the login's process has left. */
  async gone(): Promise<void> {
    while (!this.#hasGone) await once(this.#socket, 'message')
  }

  /** Sends the login an event. */
  send(event: { type: string }): void {
    const message: ViewerMessage = { type: 'send', sessionId: this.#rootId, event }
    this.#socket.send(JSON.stringify({ text: JSON.stringify(viewerEnvelope(message)) }))
  }

  #hear(data: string): void {
    this.#raw += data
    const { is, text } = JSON.parse(data) as { is?: string; text?: string }
    this.#hasGone ||= is === 'gone'
    const message = text === undefined ? undefined : readInspectionEnvelope(JSON.parse(text))
    if (message?.type === 'snapshot' && message.sessionId === message.rootId) this.#note(message)
  }

  #note({ rootId, snapshot }: InspectionMessage & { type: 'snapshot' }): void {
    this.#rootId = rootId
    const { value = '' } = snapshot
    const state = typeof value === 'string' ? value : String(Object.keys(value as object)[0])
    if (state !== this.#states.at(-1)) this.#states.push(state)
  }
}

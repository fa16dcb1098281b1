import type { InspectionMessage } from '@device-flow/inspect'
import { act } from '@testing-library/react'

/** A WebSocket to the server of the page, from the server's side. */
export class ServerSide extends EventTarget {
  static current: ServerSide
  static readonly OPEN = 1
  readyState = 1
  readonly sent: unknown[] = []
  constructor() {
    super()
    ServerSide.current = this
  }
  send(text: string): void {
    const frame = JSON.parse(text) as { login?: string; text: string }
    this.sent.push({ ...frame, text: JSON.parse(frame.text) as unknown })
  }
  close(): void {}
  says(...frames: unknown[]): Promise<void> {
    // Asynchronous, so that what the page does about it later is over, too.
    return act(async () => {
      for (const frame of frames) {
        const data = typeof frame === 'string' ? frame : JSON.stringify(frame)
        this.dispatchEvent(new MessageEvent('message', { data }))
      }
    })
  }
  tells(messages: readonly InspectionMessage[], login = 'one'): Promise<void> {
    const texts = messages.map((message) => JSON.stringify({ deviceFlow: 'inspection', message }))
    return this.says({ login, is: 'here' }, ...texts.map((text) => ({ login, text })))
  }
}

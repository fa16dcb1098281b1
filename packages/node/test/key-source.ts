import { EventEmitter } from 'node:events'
import type { KeyInput } from '../src/index.ts'

/** A terminal's input on which a test presses keys. */
export class KeySource extends EventEmitter implements KeyInput {
  isTTY = true
  isRaw = false
  readableFlowing: boolean | null = null

  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw
  }

  resume(): void {
    this.readableFlowing = true
  }

  pause(): void {
    this.readableFlowing = false
  }

  /** What arrives at once: a key, or what was pasted. */
  type(text: string): void {
    this.emit('data', Buffer.from(text))
  }

  /** Whether it is as if nobody had ever read from it. */
  get isLeft(): boolean {
    return !this.isRaw && this.readableFlowing !== true && this.eventNames().length === 0
  }
}

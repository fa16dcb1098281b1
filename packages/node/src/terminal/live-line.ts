import { dim } from './style.ts'
import { sizeOf } from './terminal-stream.ts'
import type { TerminalStream } from './terminal-stream.ts'

const ERASE_LINE = '\r\u{1b}[2K'

/** The last line of the screen, rewritten in place. It never hides the cursor, so there is nothing to restore however the process ends. */
export class LiveLine {
  readonly #stream: TerminalStream
  #shown = ''

  constructor(stream: TerminalStream) {
    this.#stream = stream
  }

  show(text: string): void {
    // One column is left free: a full line would wrap, and only its second half could be erased.
    const line = Array.from(text)
      .slice(0, sizeOf(this.#stream).columns - 1)
      .join('')
    if (line === this.#shown) return
    this.#stream.write(ERASE_LINE + dim(line))
    this.#shown = line
  }

  erase(): void {
    if (this.#shown !== '') this.#stream.write(ERASE_LINE)
    this.#shown = ''
  }
}

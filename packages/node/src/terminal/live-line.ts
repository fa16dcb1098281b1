import { widthOf } from './arrange.ts'
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

  /** Shows the first of the texts that fits, or the beginning of the last. */
  show(texts: readonly string[]): void {
    // One column is left free: a full line would wrap, and only its second half could be erased.
    const columns = sizeOf(this.#stream).columns - 1
    const text = texts.find((one) => widthOf(one) <= columns) ?? texts.at(-1) ?? ''
    const line = Array.from(text).slice(0, columns).join('')
    if (line === this.#shown) return
    this.#stream.write(ERASE_LINE + dim(line))
    this.#shown = line
  }

  erase(): void {
    if (this.#shown !== '') this.#stream.write(ERASE_LINE)
    this.#shown = ''
  }
}

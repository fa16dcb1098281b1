import { rowsOf, widthOf } from './arrange.ts'
import { dim } from './style.ts'
import { sizeOf } from './terminal-stream.ts'
import type { TerminalStream } from './terminal-stream.ts'

/** All that is left of the line in a window that was made narrower since: it may take several rows there. */
const ERASE_FROM_START = '\r\u{1b}[J'

/** The last line of the screen, rewritten in place. It never hides the cursor, so there is nothing to restore however the process ends. */
export class LiveLine {
  readonly #stream: TerminalStream
  readonly #reflows: boolean
  #shown = ''

  /** `reflows`: whether the terminal breaks lines anew that do not fit any more. */
  constructor(stream: TerminalStream, { reflows }: { reflows: boolean }) {
    this.#stream = stream
    this.#reflows = reflows
  }

  /** Shows the first of the texts that fits, or the beginning of the last. */
  show(texts: readonly string[]): void {
    // One column is left free: a full line would wrap.
    const columns = sizeOf(this.#stream).columns - 1
    const text = texts.find((one) => widthOf(one) <= columns) ?? texts.at(-1) ?? ''
    const line = Array.from(text).slice(0, columns).join('')
    if (line === this.#shown) return
    // Back to its start: some terminals break the line with the cursor anew, and others do not, but its first row is the same in all.
    this.#stream.write(`${ERASE_FROM_START}${dim(line)}\r`)
    this.#shown = line
  }

  erase(): void {
    if (this.#shown !== '') this.#stream.write(ERASE_FROM_START)
    this.#shown = ''
  }

  /** Erases it, and the lines that were written before it, in a terminal that may have been made narrower or wider since. */
  eraseWith(above: readonly string[]): void {
    const up = this.#reflows ? rowsOf(above, sizeOf(this.#stream).columns) : above.length
    this.#stream.write(`\u{1b}[${up}A${ERASE_FROM_START}`)
    this.#shown = ''
  }
}

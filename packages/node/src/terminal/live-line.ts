import { rowsOf, widthOf } from './arrange.ts'
import { dim } from './style.ts'
import { sizeOf } from './terminal-stream.ts'
import type { TerminalStream } from './terminal-stream.ts'

const ERASE_LINE = '\r\u{1b}[2K'
const ERASE_BELOW = '\r\u{1b}[J'

/** The last line of the screen, rewritten in place. It never hides the cursor, so there is nothing to restore however the process ends. */
export class LiveLine {
  readonly #stream: TerminalStream
  readonly #reflows: boolean
  #shown = ''

  /** `reflows`: whether the terminal breaks a line anew that does not fit any more. */
  constructor(stream: TerminalStream, { reflows }: { reflows: boolean }) {
    this.#stream = stream
    this.#reflows = reflows
  }

  /** Shows the first of the texts that fits, or the beginning of the last. */
  show(texts: readonly string[]): void {
    // One column is left free: a full line would wrap, and only its second half could be erased.
    const columns = sizeOf(this.#stream).columns - 1
    const text = texts.find((one) => widthOf(one) <= columns) ?? texts.at(-1) ?? ''
    const line = Array.from(text).slice(0, columns).join('')
    if (line === this.#shown) return
    if (widthOf(this.#shown) > columns) this.erase()
    this.#stream.write(ERASE_LINE + dim(line))
    this.#shown = line
  }

  erase(): void {
    if (widthOf(this.#shown) > sizeOf(this.#stream).columns) this.eraseWith([])
    else if (this.#shown !== '') this.#stream.write(ERASE_LINE)
    this.#shown = ''
  }

  /** Erases it, and the lines that were written before it, in a terminal that may have been made narrower or wider since. */
  eraseWith(above: readonly string[]): void {
    const lines = [...above, this.#shown]
    const up = (this.#reflows ? rowsOf(lines, sizeOf(this.#stream).columns) : lines.length) - 1
    this.#stream.write((up > 0 ? `\u{1b}[${up}A` : '') + ERASE_BELOW)
    this.#shown = ''
  }
}

import { renderUnicodeCompact } from 'uqr'
import { white, whiteOnBlack } from './style.ts'
import type { TerminalSize } from './terminal-stream.ts'

/** Half the quiet zone of ISO/IEC 18004: phones are content with it, and small terminals have no room for more. */
const QUIET_ZONE = 2

/** A QR code as coloured lines, black on white on any theme; none when it would not fit. */
export function qrCode(text: string, { columns, rows }: TerminalSize): string[] | undefined {
  // Version v is 17 + 4 v modules wide. A line of text holds two rows of them.
  const maxVersion = Math.min(40, Math.floor((Math.min(columns, rows * 2) - 2 * QUIET_ZONE - 17) / 4))
  if (maxVersion < 1) return undefined
  let lines
  try {
    lines = renderUnicodeCompact(text, { border: QUIET_ZONE, maxVersion }).split('\n')
  } catch {
    return undefined
  }
  // An odd number of rows: the lower half of the last line is outside, and keeps the terminal's own background.
  return lines.map((line, index) => (index === lines.length - 1 ? white(line) : whiteOnBlack(line)))
}

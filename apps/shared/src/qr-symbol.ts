import { encode } from 'uqr'

/** What scanners need around the symbol, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

/** A QR code as a path: its dark modules, one unit each. */
export interface QrSymbol {
  /** Modules from edge to edge, the quiet zone among them. */
  readonly size: number
  readonly path: string
}

/** Draws a text as a QR code; undefined where it is longer than any: the address and the code beside it do as well. */
export function qrSymbol(text: string): QrSymbol | undefined {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
    const dark = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    return { size, path: dark.join('') }
  } catch {
    return undefined
  }
}

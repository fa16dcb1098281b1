import { encode } from 'uqr'
import { createSvg } from './create.ts'

/** What scanners need around the symbol, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

/** A QR code, dark on white in any theme; undefined where the text is too long for one. */
export function qrCode(text: string, label: string): SVGSVGElement | undefined {
  const symbol = encodeIfPossible(text)
  if (!symbol) return undefined
  const path = symbol.data
    .map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('')
  return createSvg(
    'svg',
    {
      class: 'qr',
      part: 'qr',
      viewBox: `0 0 ${symbol.size} ${symbol.size}`,
      'shape-rendering': 'crispEdges',
      role: 'img',
      'aria-label': label,
    },
    createSvg('rect', { width: '100%', height: '100%', fill: '#fff' }),
    createSvg('path', { d: path, fill: '#0b181c' }),
  )
}

function encodeIfPossible(text: string): ReturnType<typeof encode> | undefined {
  try {
    return encode(text, { ecc: 'M', border: QUIET_ZONE })
  } catch {
    return undefined
  }
}

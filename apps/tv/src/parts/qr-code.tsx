import { memo, type ReactElement } from 'react'
import { encode } from 'uqr'

/** What scanners need around the symbol, in modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

interface Props {
  text: string
  label: string
}

/** A QR code, dark on white; nothing where the text is too long for one. */
export const QrCode = memo(function QrCode({ text, label }: Props): ReactElement | null {
  const symbol = encodeIfPossible(text)
  if (!symbol) return null
  const path = symbol.data
    .map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('')
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${symbol.size} ${symbol.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#0b1417" />
    </svg>
  )
})

function encodeIfPossible(text: string): ReturnType<typeof encode> | undefined {
  try {
    return encode(text, { ecc: 'M', border: QUIET_ZONE })
  } catch {
    return undefined
  }
}

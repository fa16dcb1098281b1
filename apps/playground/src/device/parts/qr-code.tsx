import { qrSymbol } from '@device-flow/app-shared/qr-symbol'
import { memo, type ReactElement } from 'react'

/** A QR code, dark on white; nothing where the text is too long for one. */
export const QrCode = memo(function QrCode({ text, label }: { text: string; label: string }): ReactElement | null {
  const symbol = qrSymbol(text)
  if (!symbol) return null
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${symbol.size} ${symbol.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={symbol.path} fill="#0b1417" />
    </svg>
  )
})

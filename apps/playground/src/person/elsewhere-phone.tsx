import { plainAddress } from '@device-flow/app-shared/plain-address'
import type { ReactElement } from 'react'
import { QrCode } from '../device/parts/qr-code.tsx'
import { Phone } from './phone.tsx'
import { useVerification } from './use-verification.ts'
import { Warning } from './warning.tsx'

/** For servers whose pages no frame may show: the way there, for the person's own phone or another window. */
export function ElsewherePhone(): ReactElement {
  const verification = useVerification()
  if (!verification) {
    return (
      <Phone address="–">
        <p>Nothing to do yet. Once the device shows a code, the way to the server’s page is here.</p>
      </Phone>
    )
  }
  const { uri, bestUri } = verification
  const address = plainAddress(uri)
  return (
    <Phone address={address}>
      <p>Scan this with your own phone, or open the page here.</p>
      <QrCode text={bestUri} label={`QR code of ${address}`} />
      <p>
        <a className="button main" href={bestUri} target="_blank" rel="noopener noreferrer">
          Open {address}
        </a>
      </p>
      <p className="quiet">Servers forbid that their pages are shown in a frame, so it opens in a window of its own.</p>
      <Warning />
    </Phone>
  )
}

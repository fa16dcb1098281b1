import { plainAddress } from '@device-flow/app-shared/plain-address'
import type { ReactElement } from 'react'
import { Phone } from './phone.tsx'
import { useVerification } from './use-verification.ts'
import { Warning } from './warning.tsx'

/** The server's real pages, on a phone beside the device. */
export function FramedPhone(): ReactElement {
  const verification = useVerification()
  if (!verification) {
    return (
      <Phone address="–">
        <p>Nothing to do yet. Once the device shows a code, the server’s own page opens here.</p>
      </Phone>
    )
  }
  const { userCode, uri, bestUri } = verification
  return (
    <>
      <Phone address={plainAddress(uri)}>
        {/* Another code is another visit. */}
        <iframe key={userCode} className="phone-frame" title="The server’s page on the phone" src={bestUri} />
      </Phone>
      <Warning />
      <p className="quiet">
        {uri === bestUri ? '' : 'The phone has scanned the QR code, so the code is there already. '}
        These are the server’s real pages.{' '}
        <a href={bestUri} target="_blank" rel="noopener noreferrer">
          Open in a window of its own
        </a>
      </p>
    </>
  )
}

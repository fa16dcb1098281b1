import { plainAddress } from '@device-flow/app-shared/plain-address'
import { timeLeft } from '@device-flow/app-shared/time-left'
import { waitingWords } from '@device-flow/app-shared/waiting-words'
import { useSecondsLeft, type DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { QrCode } from '../parts/qr-code.tsx'
import { UserCode } from '../parts/user-code.tsx'
import { useHint } from '../use-hint.ts'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

/** Where to go and what to type (RFC 8628 §3.3). The code stands there even beside a QR code that holds it (§3.3.1). */
export function CodeScreen({ flow }: { flow: Awaiting }): ReactElement {
  const { verificationUri, verificationUriComplete } = flow
  const [hint, ask] = useHint(flow)
  const address = plainAddress(verificationUri)
  return (
    <div className="screen screen-code">
      <QrCode text={verificationUriComplete ?? verificationUri} label={`QR code of ${address}`} />
      <div className="screen-said">
        <h3>Sign in with your phone</h3>
        <p>
          {verificationUriComplete ? 'Scan, or go to ' : 'Go to '}
          <strong className="address" dir="ltr">
            {address}
          </strong>{' '}
          {verificationUriComplete ? 'and compare this code:' : 'and enter this code:'}
        </p>
        <UserCode userCode={flow.userCode} />
        <TimeLeft flow={flow} />
      </div>
      <p className="screen-news" role="status">
        {waitingWords(flow, hint)}
      </p>
      <div className="screen-buttons">
        <button onClick={ask}>I have signed in</button>
        <button onClick={flow.cancel}>Cancel</button>
      </div>
    </div>
  )
}

/** Apart: it is drawn each second, and nothing else is. It says nothing aloud: a screen reader would never come to rest. */
function TimeLeft({ flow }: { flow: Awaiting }): ReactElement {
  const seconds = useSecondsLeft(flow)
  return (
    <p className={seconds <= 60 ? 'time-left time-left-soon' : 'time-left'}>
      {seconds > 0 ? `Code valid for ${timeLeft(seconds)}` : 'Checking one last time'}
    </p>
  )
}

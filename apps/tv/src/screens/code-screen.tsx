import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { Address } from '../parts/address.tsx'
import { Code } from '../parts/code.tsx'
import { Countdown } from '../parts/countdown.tsx'
import { QrCode } from '../parts/qr-code.tsx'
import { Screen } from '../parts/screen.tsx'
import { plainAddress } from '../words/plain-address.ts'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

const CALM = 'This screen goes on by itself as soon as you are done.'
const UNSTEADY = 'The connection is unsteady. Your code stays valid, and this screen keeps checking.'

/** Where to go and what to type (RFC 8628 §3.3); the code stands there even beside a QR code that holds it (§3.3.1). */
export function CodeScreen({ flow }: { flow: Awaiting }): ReactElement {
  const { verificationUri, verificationUriComplete, blips } = flow
  const address = plainAddress(verificationUri)
  return (
    <Screen
      name="code"
      title="Sign in with your phone or computer"
      actions={[{ label: 'Cancel', onPress: flow.cancel }]}
      onBack={flow.cancel}
      aside={<Countdown of={flow} />}
    >
      <div className="ways">
        <div className="steps">
          <ol>
            <li>
              <span className="step">Go to</span>
              <Address>{address}</Address>
            </li>
            <li>
              <span className="step">Enter this code</span>
              <Code userCode={flow.userCode} groups={flow.codeGroups} spoken={flow.spokenCode} />
            </li>
          </ol>
          <p className={blips > 0 ? 'hint hint-unsteady' : 'hint'}>{blips > 0 ? UNSTEADY : CALM}</p>
        </div>
        <figure className="scan">
          <QrCode text={verificationUriComplete ?? verificationUri} label={`QR code of ${address}`} />
          <figcaption>Or scan this</figcaption>
        </figure>
      </div>
    </Screen>
  )
}

import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { Address } from '../parts/address.tsx'
import { Code } from '../parts/code.tsx'
import { Countdown } from '../parts/countdown.tsx'
import { QrCode } from '../parts/qr-code.tsx'
import { Screen } from '../parts/screen.tsx'
import { useNoticed } from '../remote/use-noticed.ts'
import { plainAddress } from '@device-flow/app-shared/plain-address'
import { waitingWords } from '../words/waiting-words.ts'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

/** The poll that a hint asks for, and its answer, take about so much longer than the interval, ms. */
const ANSWER_MS = 2_000

/** Where to go and what to type (RFC 8628 §3.3); the code stands there even beside a QR code that holds it (§3.3.1). */
export function CodeScreen({ flow }: { flow: Awaiting }): ReactElement {
  const { verificationUri, verificationUriComplete, blips, intervalMs } = flow
  const [isNoticed, notice] = useNoticed(intervalMs + ANSWER_MS)
  const address = plainAddress(verificationUri)
  const ask = (): void => {
    notice()
    flow.hint()
  }
  const actions = [
    // First, because people press the button that has the focus once they are done: it must not be one that throws the login away.
    { label: 'I have signed in', onPress: ask },
    { label: 'Cancel', onPress: flow.cancel },
  ]
  return (
    <Screen
      name="code"
      title="Sign in with your phone or computer"
      actions={actions}
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
              <Code userCode={flow.userCode} />
            </li>
          </ol>
          <p className={blips > 0 ? 'hint hint-unsteady' : 'hint'} role="status">
            {waitingWords(flow, isNoticed)}
          </p>
        </div>
        <figure className="scan">
          <QrCode text={verificationUriComplete ?? verificationUri} label={`QR code of ${address}`} />
          <figcaption>
            {verificationUriComplete ? 'Or scan this. Check that your phone shows this code.' : 'Or scan this'}
          </figcaption>
        </figure>
      </div>
    </Screen>
  )
}

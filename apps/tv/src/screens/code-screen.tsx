import { plainAddress } from '@device-flow/app-shared/plain-address'
import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { Address } from '../parts/address.tsx'
import { Code } from '../parts/code.tsx'
import { Countdown } from '../parts/countdown.tsx'
import { QrCode } from '../parts/qr-code.tsx'
import { Screen } from '../parts/screen.tsx'
import { Steps } from '../parts/steps.tsx'
import { useHint } from '../use-hint.ts'
import { waitingWords } from '@device-flow/app-shared/waiting-words'

type Awaiting = Extract<DeviceFlow, { status: 'awaitingUser' }>

/**
 * Where to go and what to type (RFC 8628 §3.3): the QR code first, because a camera is the shortest way. The code stands there even beside
 * a QR code that holds it (§3.3.1).
 */
export function CodeScreen({ flow }: { flow: Awaiting }): ReactElement {
  const { verificationUri, verificationUriComplete, blips } = flow
  const [hint, ask] = useHint(flow)
  const address = plainAddress(verificationUri)
  const actions = [
    // First, because people press the button that has the focus once they are done: it must not be one that throws the login away.
    { label: 'I have signed in', onPress: ask },
    { label: 'Cancel', onPress: flow.cancel },
  ]
  const steps = [
    'Scan with your phone',
    verificationUriComplete ? 'Check that it shows this code' : 'Enter this code',
    'Say yes there',
  ]
  const text = waitingWords(flow, hint)
  const kind = blips > 0 ? 'hint-unsteady' : text === flow.advice?.text && 'hint-advice'
  return (
    <Screen
      name="code"
      title="Sign in with your phone"
      actions={actions}
      onBack={flow.cancel}
      aside={<Countdown of={flow} />}
      beside={<QrCode text={verificationUriComplete ?? verificationUri} label={`QR code of ${address}`} />}
    >
      <Steps>{steps}</Steps>
      <Code userCode={flow.userCode} />
      <p className="elsewhere">
        No camera? Enter this code at <Address>{address}</Address>
      </p>
      <p className={kind ? `hint ${kind}` : 'hint'} role="status">
        {text}
      </p>
    </Screen>
  )
}

import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { CodeScreen } from './screens/code-screen.tsx'
import { ProblemScreen } from './screens/problem-screen.tsx'
import { ScreenLayout } from './screens/screen-layout.tsx'
import { SignedInScreen } from './screens/signed-in-screen.tsx'
import { WelcomeScreen } from './screens/welcome-screen.tsx'

/** What the device shows, for where its login is. */
export function DeviceScreen({ name, flow }: { name: string; flow: DeviceFlow }): ReactElement {
  switch (flow.status) {
    case 'idle':
      return <WelcomeScreen name={name} flow={flow} />
    case 'requesting':
      return (
        <ScreenLayout
          title="Getting your code"
          text={flow.blips > 0 ? 'The connection is slow. Still trying.' : 'This takes a moment.'}
        >
          <button onClick={flow.cancel}>Cancel</button>
        </ScreenLayout>
      )
    case 'awaitingUser':
      return <CodeScreen flow={flow} />
    case 'authorized':
      return <SignedInScreen flow={flow} />
    case 'error':
      return <ProblemScreen flow={flow} />
  }
}

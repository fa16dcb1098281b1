import type { DeviceFlowServices } from '@device-flow/machine'
import { useDeviceFlow, type DeviceFlowOptions } from '@device-flow/react'
import { useState, type ReactElement } from 'react'
import { Announcer } from './parts/announcer.tsx'
import { CodeScreen } from './screens/code-screen.tsx'
import { Home } from './screens/home.tsx'
import { Idle } from './screens/idle.tsx'
import { Interrupted } from './screens/interrupted.tsx'
import { OneMoment } from './screens/one-moment.tsx'
import { Problem } from './screens/problem.tsx'
import { Requesting } from './screens/requesting.tsx'
import { SignedOut } from './screens/signed-out.tsx'
import { Unreadable } from './screens/unreadable.tsx'
import { announcement, interruptionAnnouncement } from './words/announcement.ts'
import { useInterruption } from './use-interruption.ts'

interface Props {
  /** Those of `withSession`: the person stays signed in over reloads and reboots, in all windows of the app. */
  services: DeviceFlowServices
  apiUrl: string
  inspect?: DeviceFlowOptions['inspect']
  clock?: DeviceFlowOptions['clock']
}

/** The whole app: one login, and the screen for where it is. */
export function App({ services, apiUrl, inspect, clock }: Props): ReactElement {
  const [hasLeft, setHasLeft] = useState(false)
  // Where a screen of the app fails, the login goes on without it: see the error boundary.
  const flow = useDeviceFlow(services, { inspect, clock, keepTrying: true, onUnmount: 'detach' })
  const interruption = useInterruption(flow)

  // Signed in since, by another window perhaps: the next `idle` is not about this person's sign-out.
  if (hasLeft && flow.status === 'authorized') setHasLeft(false)
  const start = (): void => {
    setHasLeft(false)
    flow.start()
  }
  const signOut = (): void => {
    flow.signOut()
    setHasLeft(true)
  }
  const signInAgain = (): void => {
    flow.signOut()
    flow.start()
  }
  const screen = (): ReactElement => {
    if (interruption) return <Interrupted {...interruption} onRetry={flow.retry} onSignOut={signOut} />
    switch (flow.status) {
      case 'idle':
        if (flow.restoring) return <OneMoment />
        return hasLeft ? <SignedOut onSignIn={start} /> : <Idle onSignIn={start} />
      case 'requesting':
        return <Requesting isSlow={flow.blips > 0} onCancel={flow.cancel} />
      case 'awaitingUser':
        return <CodeScreen flow={flow} />
      case 'authorized':
        return <Home flow={flow} apiUrl={apiUrl} onSignInAgain={signInAgain} onSignOut={signOut} />
      case 'error':
        if (flow.error.reason !== 'storage') {
          return <Problem error={flow.error} onRetry={flow.retry} onLeave={flow.cancel} />
        }
        return <Unreadable error={flow.error} onRetry={flow.retry} onSignIn={start} onLeave={flow.cancel} />
    }
  }
  return (
    <>
      {screen()}
      <Announcer>{interruption ? interruptionAnnouncement(interruption.error) : announcement(flow, hasLeft)}</Announcer>
    </>
  )
}

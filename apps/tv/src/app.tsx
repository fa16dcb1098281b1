import type { DeviceFlowServices } from '@device-flow/machine'
import { useDeviceFlow, type DeviceFlowOptions } from '@device-flow/react'
import { useState, type ReactElement } from 'react'
import type { KeptSession } from './kept-session.ts'
import { Announcer } from './parts/announcer.tsx'
import { CodeScreen } from './screens/code-screen.tsx'
import { Home } from './screens/home.tsx'
import { Idle } from './screens/idle.tsx'
import { Interrupted } from './screens/interrupted.tsx'
import { Problem } from './screens/problem.tsx'
import { Requesting } from './screens/requesting.tsx'
import { SignedOut } from './screens/signed-out.tsx'
import { announcement, interruptionAnnouncement } from './words/announcement.ts'
import { useInterruption } from './use-interruption.ts'
import { useKeptSession } from './use-kept-session.ts'

interface Props {
  services: DeviceFlowServices
  apiUrl: string
  kept: KeptSession
  inspect?: DeviceFlowOptions['inspect']
  clock?: DeviceFlowOptions['clock']
}

/** The whole app: one login, and the screen for where it is. */
export function App({ services, apiUrl, kept, inspect, clock }: Props): ReactElement {
  const [session] = useState(() => kept.load())
  const [hasLeft, setHasLeft] = useState(false)
  const flow = useDeviceFlow(services, { session, inspect, clock, keepTrying: true })
  const interruption = useInterruption(flow)
  useKeptSession(flow.actor, kept)

  const start = (): void => {
    setHasLeft(false)
    flow.start()
  }
  const signOut = (): void => {
    setHasLeft(true)
    flow.signOut()
  }
  const screen = (): ReactElement => {
    if (interruption) return <Interrupted {...interruption} onRetry={flow.retry} onSignOut={signOut} />
    switch (flow.status) {
      case 'idle':
        return hasLeft ? <SignedOut onSignIn={start} /> : <Idle onSignIn={start} />
      case 'requesting':
        return <Requesting isSlow={flow.blips > 0} onCancel={flow.cancel} />
      case 'awaitingUser':
        return <CodeScreen flow={flow} />
      case 'authorized':
        return <Home flow={flow} apiUrl={apiUrl} onSignOut={signOut} />
      case 'error':
        return <Problem error={flow.error} onRetry={flow.retry} onLeave={flow.cancel} />
    }
  }
  return (
    <>
      {screen()}
      <Announcer>{interruption ? interruptionAnnouncement(interruption.error) : announcement(flow, hasLeft)}</Announcer>
    </>
  )
}

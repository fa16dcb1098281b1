import { useSecondsLeft, type DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'

/** What the device shows, for where its login is. */
export function Screen({ flow }: { flow: DeviceFlow }): ReactElement {
  switch (flow.status) {
    case 'idle':
      return (
        <>
          <h3>{flow.restoring ? 'One moment' : 'Welcome'}</h3>
          <button onClick={flow.start}>Sign in</button>
        </>
      )
    case 'requesting':
      return (
        <>
          <h3>One moment</h3>
          <button onClick={flow.cancel}>Cancel</button>
        </>
      )
    case 'awaitingUser':
      return <CodeScreen flow={flow} />
    case 'authorized':
      return (
        <>
          <h3>Signed in{flow.claims?.['name'] ? ` as ${String(flow.claims['name'])}` : ''}</h3>
          <button onClick={flow.signOut}>Sign out</button>
        </>
      )
    case 'error':
      return (
        <>
          <h3>That did not work</h3>
          <p>{flow.error.message}</p>
          <button onClick={flow.retry}>Try again</button>
        </>
      )
  }
}

function CodeScreen({ flow }: { flow: Extract<DeviceFlow, { status: 'awaitingUser' }> }): ReactElement {
  return (
    <>
      <p>Open {flow.verificationUri} and enter</p>
      <h3 className="user-code">{flow.userCode}</h3>
      <TimeLeft flow={flow} />
      <button onClick={flow.hint}>I have signed in</button>
      <button onClick={flow.cancel}>Cancel</button>
    </>
  )
}

/** Apart: it is drawn each second, and nothing else is. */
function TimeLeft({ flow }: { flow: DeviceFlow }): ReactElement {
  return <p role="timer">{useSecondsLeft(flow)} s left</p>
}

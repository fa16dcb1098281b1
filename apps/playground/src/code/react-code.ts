import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import { pageClient } from './page-client.ts'

/** Writes the login as a page of React: main.tsx. */
export function reactCode(settings: Settings, server: LabServer): string {
  const { imports, services } = pageClient(settings, server)
  return `${[...imports, "import { useDeviceFlow } from '@device-flow/react'", "import { createRoot } from 'react-dom/client'"].join('\n')}

${services.join('\n')}

function SignIn() {
  const flow = useDeviceFlow(services)
  switch (flow.status) {
    case 'idle':
      return flow.restoring ? <p>One moment…</p> : <button onClick={flow.start}>Sign in</button>
    case 'requesting':
      return <p>One moment…</p>
    case 'awaitingUser':
      return (
        <>
          <p>
            Open <b>{flow.verificationUri}</b> on your phone, and enter <strong>{flow.userCode}</strong>
          </p>
          <button onClick={flow.cancel}>Cancel</button>
        </>
      )
    case 'authorized':
      return <button onClick={flow.signOut}>Sign out</button>
    case 'error':
      return (
        <p>
          {flow.error.message} <button onClick={flow.retry}>Try again</button>
        </p>
      )
  }
}

createRoot(document.querySelector('#app')!).render(<SignIn />)
`
}

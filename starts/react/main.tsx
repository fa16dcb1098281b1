import { createOAuthServices } from '@device-flow/oauth'
import { useDeviceFlow } from '@device-flow/react'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
import { createRoot } from 'react-dom/client'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })

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
      return (
        <>
          <p>Hello, {String(flow.claims?.['name'])}</p>
          <button onClick={flow.signOut}>Sign out</button>
        </>
      )
    case 'error':
      return (
        <p>
          {flow.error.message}{' '}
          <button onClick={flow.retry}>{flow.error.reason === 'signedOut' ? 'Sign in' : 'Try again'}</button>
        </p>
      )
  }
}

createRoot(document.querySelector('#app')!).render(
  <main aria-live="polite">
    <h1>My app</h1>
    <SignIn />
  </main>,
)

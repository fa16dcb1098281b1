import { developmentInspector } from '@device-flow/app-shared/development-inspector'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { fetchConfig } from './config.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { SetUp } from './set-up.tsx'
import { startOver } from './start-over.ts'

async function prepare(): Promise<ReactElement> {
  const config = await fetchConfig()
  const { issuer, clientId, apiUrl } = config
  const scope = 'openid profile offline_access api:read'
  const services = withSession(createOAuthServices({ issuer, clientId, scope, resource: apiUrl }), {
    store: encryptedIndexedDbStore(),
  })
  const inspect = await developmentInspector(config)
  return (
    <StrictMode>
      <ErrorBoundary forget={() => startOver(services)}>
        <App services={services} apiUrl={apiUrl} inspect={inspect} />
      </ErrorBoundary>
    </StrictMode>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(<SetUp prepare={prepare} />)

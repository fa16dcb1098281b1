import { developmentInspector } from '@device-flow/app-shared/development-inspector'
import { createOAuthServices } from '@device-flow/oauth'
import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { fetchConfig } from './config.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { createKeptSession } from './kept-session.ts'
import { SetUp } from './set-up.tsx'

async function prepare(): Promise<ReactElement> {
  const config = await fetchConfig()
  const { issuer, clientId, apiUrl } = config
  const scope = 'openid profile offline_access api:read'
  const services = createOAuthServices({ issuer, clientId, scope, resource: apiUrl })
  const kept = createKeptSession(services, () => sessionStorage)
  const inspect = await developmentInspector(config)
  return (
    <StrictMode>
      <ErrorBoundary forget={() => kept.save(undefined)}>
        <App services={services} apiUrl={apiUrl} kept={kept} inspect={inspect} />
      </ErrorBoundary>
    </StrictMode>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(<SetUp prepare={prepare} />)

import { createOAuthServices } from '@device-flow/oauth'
import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { fetchConfig } from './config.ts'
import { developmentInspector } from './development-inspector.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { createKeptSession } from './kept-session.ts'
import { Failure } from './screens/failure.tsx'

async function firstScreen(): Promise<ReactElement> {
  try {
    const config = await fetchConfig()
    const { issuer, clientId, apiUrl } = config
    const scope = 'openid profile offline_access api:read'
    const services = createOAuthServices({ issuer, clientId, scope, resource: apiUrl })
    const kept = createKeptSession(config, () => sessionStorage)
    const inspect = await developmentInspector(config)
    return (
      <ErrorBoundary forget={() => kept.save(undefined)}>
        <App services={services} apiUrl={apiUrl} kept={kept} inspect={inspect} />
      </ErrorBoundary>
    )
  } catch (error) {
    return <Failure name="setup" title="This app is not set up" problem={(error as Error).message} />
  }
}

async function main(): Promise<void> {
  const screen = await firstScreen()
  createRoot(document.getElementById('root') as HTMLElement).render(<StrictMode>{screen}</StrictMode>)
}

void main()

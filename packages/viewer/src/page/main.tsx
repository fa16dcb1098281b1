import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { ErrorBoundary } from './panel/error-boundary.tsx'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ErrorBoundary what="The viewer">
      <App />
    </ErrorBoundary>
  </StrictMode>,
)

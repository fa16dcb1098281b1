import type { ReactElement, ReactNode } from 'react'
import type { LinkStatus } from './connection/link.ts'
import type { Inspection } from './connection/use-inspection.ts'

/** The name of the page, and how it is connected. */
export function Header({ inspection, children }: { inspection: Inspection; children: ReactNode }): ReactElement {
  return (
    <header className="top">
      <h1>
        <svg viewBox="0 0 32 16" aria-hidden="true">
          <path d="M0 9h7l4-7 5 12 4-5h12" />
        </svg>
        Inspector
      </h1>
      <Status {...inspection} />
      {children}
    </header>
  )
}

function Status({ window, server, model }: Inspection): ReactElement {
  const [lamp, words] = standing(window, server)
  return (
    <p className="status">
      <span className={`lamp lamp-${lamp}`} />
      {words}
      {model.dropped > 0 && <span className="quiet"> {model.dropped} strange messages dropped</span>}
    </p>
  )
}

function standing(window: LinkStatus, server: LinkStatus): [lamp: string, words: string] {
  if (window === 'lost') return ['error', 'The page is gone. Waiting for it…']
  if (server === 'lost') return ['error', 'Connection lost. Trying again…']
  return window === 'open' || server === 'open' ? ['active', 'Connected'] : ['off', 'Not connected']
}

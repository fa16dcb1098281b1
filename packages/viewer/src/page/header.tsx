import type { ReactElement, ReactNode } from 'react'
import type { LinkStatus } from './connection/link.ts'
import type { Inspection } from './connection/use-inspection.ts'

/** The mark of the family, a screen and the phone that signs it in. */
const MARK =
  'M12 17H4.5A1.5 1.5 0 0 1 3 15.5v-9A1.5 1.5 0 0 1 4.5 5h13A1.5 1.5 0 0 1 19 6.5V8M6.5 20.5H12M16 10.5h4a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 20 21h-4a1.5 1.5 0 0 1-1.5-1.5V12a1.5 1.5 0 0 1 1.5-1.5z'

/** The name of the page, and how it is connected. */
export function Header({ inspection, children }: { inspection: Inspection; children: ReactNode }): ReactElement {
  return (
    <header className="top">
      <h1>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={MARK} />
        </svg>
        Device Flow Inspector
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

import type { ReactElement } from 'react'
import type { PollOutcome } from './polls.ts'

/** Draws the sign for a poll's outcome, around the origin. Its shape distinguishes it, not its colour alone. */
export function Mark({ outcome, isEarly = false }: { outcome: PollOutcome; isEarly?: boolean }): ReactElement {
  const className = `mark mark-${outcome}${isEarly ? ' mark-early' : ''}`
  switch (outcome) {
    case 'slowDown':
      return <path className={className} d="M0 -5.5L5.5 4.5H-5.5z" />
    case 'blip':
      return <path className={className} d="M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5" />
    case 'ended':
      return <rect className={className} x="-4.5" y="-4.5" width="9" height="9" />
    default:
      return <circle className={className} r="4.5" />
  }
}

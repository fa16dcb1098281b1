import type { ReactElement } from 'react'

/** Whose screen this is: the name that the phone will ask about. */
export function Brand(): ReactElement {
  return (
    <p className="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <rect x="3" y="4.5" width="18" height="12" rx="2" />
        <path d="M8.5 20h7" />
      </svg>
      Device Flow demo
    </p>
  )
}

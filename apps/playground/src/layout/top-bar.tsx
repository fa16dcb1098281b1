import { FAMILY_MARK } from '@device-flow/app-shared/family'
import type { ReactElement } from 'react'

interface Props {
  /** What the login is tried with: `playground at the server in this page`. */
  title: string
  isChanging: boolean
  onChange: () => void
  onTour: () => void
}

/** The head of the page: what it is, where the login is tried, and the ways to learn more. */
export function TopBar({ title, isChanging, onChange, onTour }: Props): ReactElement {
  return (
    <header className="top">
      <h1>
        <svg viewBox="-4 -4 32 32" aria-hidden="true" focusable="false">
          <rect x="-4" y="-4" width="32" height="32" rx="7" />
          <path d={FAMILY_MARK} />
        </svg>
        Device login playground
      </h1>
      <p className="where">
        <span className="where-title">{title}</span>{' '}
        <button aria-expanded={isChanging} aria-controls="part-settings" onClick={onChange}>
          Change
        </button>
      </p>
      <nav className="ways" aria-label="Learn">
        <button id="tour-button" className="main" onClick={onTour}>
          Tour
        </button>
        <a href="./native-tv.html">For native TV</a>
      </nav>
    </header>
  )
}

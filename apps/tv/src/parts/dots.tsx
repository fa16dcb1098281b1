import type { ReactElement } from 'react'

/** Something is under way. */
export function Dots(): ReactElement {
  return (
    <p className="dots" aria-hidden="true">
      <span />
      <span />
      <span />
    </p>
  )
}

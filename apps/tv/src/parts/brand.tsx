import { FAMILY_MARK, FAMILY_NAME } from '@device-flow/app-shared/family'
import type { ReactElement } from 'react'

/** Whose screen this is: the name that the phone will ask about. */
export function Brand(): ReactElement {
  return (
    <p className="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={FAMILY_MARK} />
      </svg>
      {FAMILY_NAME}
    </p>
  )
}

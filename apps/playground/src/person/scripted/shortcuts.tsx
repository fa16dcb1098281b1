import type { RotatingFetch } from '@device-flow/testing/fetch'
import type { ReactElement } from 'react'

/** For whoever has seen the phone's pages often enough: the decision alone. */
export function Shortcuts({ scripted }: { scripted: RotatingFetch }): ReactElement {
  return (
    <div className="shortcuts" role="group" aria-label="Decide at once">
      <p className="quiet">Or decide at once, about every code that waits:</p>
      <button onClick={() => scripted.approve()}>Allow all</button>
      <button onClick={() => scripted.deny()}>Deny all</button>
    </div>
  )
}

import type { RotatingFetch } from '@device-flow/testing/fetch'
import { useState, type ReactElement } from 'react'
import type { Decision } from './decided.tsx'

interface Props {
  scripted: RotatingFetch
  /** The person has decided, by one of these buttons. */
  onDecide: (decision: Decision) => void
}

/** For whoever has seen the phone's pages often enough: the decision alone. */
export function Shortcuts({ scripted, onDecide }: Props): ReactElement {
  const [isInVain, setInVain] = useState(false)
  const decide = (decision: Decision): void => {
    const isWaited = scripted.logins().some(({ state }) => state === 'waiting')
    setInVain(!isWaited)
    scripted[decision]()
    if (isWaited) onDecide(decision)
  }
  return (
    <div className="shortcuts" role="group" aria-label="Decide at once">
      <p className="quiet">Or decide at once, about every code that waits:</p>
      <button onClick={() => decide('approve')}>Allow all</button>
      <button onClick={() => decide('deny')}>Deny all</button>
      <p role="status">{isInVain && 'No code waits for a decision now.'}</p>
    </div>
  )
}

import { useEffect, useRef, type ReactElement } from 'react'

interface Props {
  onBegin: () => void
  onLeave: () => void
}

/** Asked before the tour sets up a device of its own, where a login would be lost by that. */
export function TourQuestion({ onBegin, onLeave }: Props): ReactElement {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <div className="tour-words">
        <h2 id="tour-title">This ends the login on the device</h2>
        <p>The tour begins with a new device. The login that is there now, and what was sent for it, are gone then.</p>
      </div>
      <div className="tour-buttons">
        <button className="main" onClick={onBegin}>
          Begin the tour
        </button>
        <button ref={first} onClick={onLeave}>
          Keep the login
        </button>
      </div>
    </>
  )
}

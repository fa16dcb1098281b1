import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { LabHost } from '../lab/lab-host.ts'
import { pointAt } from './point-at.ts'
import { STOPS } from './stops.ts'
import { useTour } from './use-tour.ts'

interface Props {
  host: LabHost
  onLeave: () => void
}

/** The tour: a card at the bottom of the page, which stays usable meanwhile. */
export function Tour({ host, onLeave }: Props): ReactElement {
  const { stop, index, isMoving, goTo } = useTour(host)
  const card = useRef<HTMLDivElement>(null)
  const way = useRef<HTMLButtonElement>(null)
  const isLast = index === STOPS.length - 1
  const [before] = useState(() => host.state().settings)
  const leave = (): void => {
    if (before.server !== 'scripted') host.setUp(before)
    host.state().lab?.clock.play()
    document.getElementById('tour-button')?.focus()
    onLeave()
  }
  const next = isLast ? leave : () => void goTo(index + 1)

  useEffect(() => {
    const leaveByKey = ({ key }: KeyboardEvent): void => void (key === 'Escape' && leave())
    document.addEventListener('keydown', leaveByKey)
    return () => document.removeEventListener('keydown', leaveByKey)
  })

  useEffect(() => {
    if (isMoving) return undefined
    // What was pressed on the way may have taken the focus.
    way.current?.focus({ preventScroll: true })
    return pointAt(stop.part, card.current as HTMLElement)
  }, [stop, isMoving])

  return (
    <div className="tour" ref={card} role="dialog" aria-labelledby="tour-title">
      <div className="tour-words" role="status" aria-busy={isMoving}>
        <p className="quiet">
          Tour: {index + 1} of {STOPS.length}
        </p>
        <h2 id="tour-title">{stop.title}</h2>
        <p>{stop.sentence}</p>
      </div>
      <div className="tour-buttons">
        <button className="main" ref={way} aria-disabled={isMoving} onClick={isMoving ? undefined : next}>
          {isLast ? 'Done' : 'Next'}
        </button>
        {isLast && (
          <button aria-disabled={isMoving} onClick={isMoving ? undefined : () => void goTo(0)}>
            From the start
          </button>
        )}
        {!isLast && <button onClick={leave}>Leave the tour</button>}
      </div>
    </div>
  )
}

import { useEffect, useRef, useSyncExternalStore, type ReactElement } from 'react'
import type { LabHost } from '../lab/lab-host.ts'
import type { Hands } from './hands.ts'
import { onPageState, pageState } from './page-state.ts'
import { pointAt } from './point-at.ts'
import { STOPS } from './stops.ts'
import { useTour } from './use-tour.ts'

interface Props {
  host: LabHost
  hands: Hands
  /** The element of the card. */
  card: () => HTMLElement
  onLeave: () => void
}

/** The stops, one after the other. */
export function TourStops({ host, hands, card, onLeave }: Props): ReactElement {
  const { stop, index, isMoving, arrived, goTo } = useTour(host, hands)
  const way = useRef<HTMLButtonElement>(null)
  const now = useSyncExternalStore(
    (listener) => onPageState(host, listener),
    () => pageState(host),
  )
  const isLast = index === STOPS.length - 1
  const next = isLast ? onLeave : () => void goTo(index + 1)

  useEffect(() => {
    if (isMoving) return undefined
    // What was pressed on the way may have taken the focus.
    way.current?.focus({ preventScroll: true })
    return pointAt(stop, card())
  }, [stop, isMoving, card])

  return (
    <>
      <div className="tour-words" role="status" aria-busy={isMoving}>
        <p className="quiet">
          Tour: {index + 1} of {STOPS.length}
        </p>
        <h2 id="tour-title">{stop.title}</h2>
        <p>{stop.sentence}</p>
        {!isMoving && arrived !== undefined && arrived !== now && (
          <p className="tour-changed">
            That was so before something else was pressed.{' '}
            {isLast ? '“From the start” shows it again.' : 'The next stop sets up again what it needs.'}
          </p>
        )}
      </div>
      <div className="tour-buttons">
        <button className="main" ref={way} aria-disabled={isMoving} onClick={isMoving ? undefined : next}>
          {isLast ? 'Done' : 'Next stop'}
        </button>
        {index > 0 && (
          <button aria-disabled={isMoving} onClick={isMoving ? undefined : () => void goTo(0)}>
            From the start
          </button>
        )}
        {!isLast && <button onClick={onLeave}>Leave the tour</button>}
      </div>
    </>
  )
}

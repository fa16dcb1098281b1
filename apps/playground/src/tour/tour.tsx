import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react'
import type { LabHost } from '../lab/lab-host.ts'
import { Hands } from './hands.ts'
import { hasLogin } from './page-state.ts'
import { TourQuestion } from './tour-question.tsx'
import { TourStops } from './tour-stops.tsx'

interface Props {
  host: LabHost
  onLeave: () => void
}

/** The tour: a card at the bottom of the page, which stays usable meanwhile. */
export function Tour({ host, onLeave }: Props): ReactElement {
  const card = useRef<HTMLDivElement>(null)
  const [hands] = useState(() => new Hands(host))
  const [hasBegun, setBegun] = useState(() => !hasLogin(host))
  const leave = (): void => {
    if (hasBegun) hands.putBack()
    document.getElementById('tour-button')?.focus()
    onLeave()
  }

  useEffect(() => {
    const leaveByKey = ({ key }: KeyboardEvent): void => void (key === 'Escape' && leave())
    document.addEventListener('keydown', leaveByKey)
    return () => document.removeEventListener('keydown', leaveByKey)
  })
  const cardElement = useCallback(() => card.current as HTMLDivElement, [])

  return (
    <div className="tour" ref={card} role="dialog" aria-labelledby="tour-title">
      {hasBegun ? (
        <TourStops host={host} hands={hands} card={cardElement} onLeave={leave} />
      ) : (
        <TourQuestion onBegin={() => setBegun(true)} onLeave={leave} />
      )}
    </div>
  )
}

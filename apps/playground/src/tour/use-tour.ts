import { useCallback, useEffect, useState } from 'react'
import type { LabHost } from '../lab/lab-host.ts'
import type { Hands } from './hands.ts'
import { pageState } from './page-state.ts'
import { STOPS, type Stop } from './stops.ts'

/** Where the tour is, and the way on. */
export interface TourState {
  readonly stop: Stop
  /** From 0. */
  readonly index: number
  /** It is on its way to the next stop. */
  readonly isMoving: boolean
  /** What the page was like when the stop was reached; undefined before the first one. */
  readonly arrived: string | undefined
  /** Goes to a stop. */
  goTo: (index: number) => Promise<void>
}

/** Takes somebody from stop to stop. */
export function useTour(host: LabHost, hands: Hands): TourState {
  const [index, setIndex] = useState(0)
  // From the first moment: whoever is quicker than the first stop would be on two ways at once.
  const [isMoving, setMoving] = useState(true)
  const [arrived, setArrived] = useState<string>()
  const goTo = useCallback(
    async (next: number) => {
      setMoving(true)
      await reach(hands, next, next - 1)
      setMoving(false)
      setIndex(next)
      setArrived(pageState(host))
    },
    [host, hands],
  )
  useEffect(() => void goTo(0), [goTo])
  return { stop: STOPS[index]!, index, isMoving, arrived, goTo }
}

/** Goes on to a stop; all the way from the first one where something else was pressed meanwhile, and the way on is not there. */
async function reach(hands: Hands, next: number, from: number): Promise<void> {
  try {
    for (const stop of STOPS.slice(from + 1, next + 1)) await stop.act?.(hands)
  } catch (error) {
    if (hands.hasEnded) return
    if (from < 0) throw error
    await reach(hands, next, -1)
  }
}

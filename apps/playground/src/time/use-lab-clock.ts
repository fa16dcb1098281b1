import { useCallback, useSyncExternalStore } from 'react'
import { useLab } from '../lab/lab-context.ts'

const TICK_MS = 250

/** What is read off the clock of the device, ms since the epoch. Draws anew only when that has become another value. */
export function useLabClock<Value extends string | number | boolean>(read: (now: number) => Value): Value {
  const { clock } = useLab()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stop = clock.onChange(listener)
      // A clock that only runs tells nobody.
      const tick = setInterval(() => clock.isPlaying && listener(), TICK_MS)
      return () => {
        stop()
        clearInterval(tick)
      }
    },
    [clock],
  )
  return useSyncExternalStore(subscribe, () => read(clock.now()))
}

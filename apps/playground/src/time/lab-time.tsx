import { useSyncExternalStore, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { inWords } from './in-words.ts'

const TICK_MS = 250

/** What the clock of the device shows, and how far that is from real time. Apart: it is drawn each second, and nothing else is. */
export function LabTime(): ReactElement {
  const { clock } = useLab()
  const second = useSyncExternalStore(
    (listener) => {
      const stop = clock.onChange(listener)
      // A clock that only runs tells nobody.
      const tick = setInterval(() => clock.isPlaying && listener(), TICK_MS)
      return () => {
        stop()
        clearInterval(tick)
      }
    },
    () => Math.floor(clock.now() / 1000),
  )
  const time = new Date(second * 1000)
  return (
    <p className="lab-time">
      <time dateTime={time.toISOString()}>{time.toLocaleTimeString('en-GB')}</time>{' '}
      <span className="quiet">on the clock of the device, {inWords(second - Math.floor(Date.now() / 1000))}</span>
    </p>
  )
}

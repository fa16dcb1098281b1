import type { ReactElement } from 'react'
import { inWords } from './in-words.ts'
import { useLabClock } from './use-lab-clock.ts'

/** What the clock of the device shows, and how far that is from real time. Apart: it is drawn each second, and nothing else is. */
export function LabTime(): ReactElement {
  const second = useLabClock((now) => Math.floor(now / 1000))
  const time = new Date(second * 1000)
  return (
    <p className="lab-time">
      <time dateTime={time.toISOString()}>{time.toLocaleTimeString('en-GB')}</time>{' '}
      <span className="quiet">on the clock of the device, {inWords(second - Math.floor(Date.now() / 1000))}</span>
    </p>
  )
}

import { useSyncExternalStore, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { toNextPoll } from './to-next-poll.ts'

const RATES = [1, 10, 60]

/** Pauses and hurries the time of the lab. */
export function TimeControl(): ReactElement {
  const lab = useLab()
  const { clock } = lab
  const shown = useSyncExternalStore(clock.onChange, () => (clock.isPlaying ? clock.rate : 0))
  return (
    <div className="time" role="group" aria-label="Time">
      <button aria-pressed={shown === 0} onClick={() => clock.pause()}>
        Pause
      </button>
      {RATES.map((rate) => (
        <button key={rate} aria-pressed={shown === rate} onClick={() => clock.play(rate)}>
          ×{rate}
        </button>
      ))}
      <button onClick={() => void toNextPoll(lab)}>To the next poll</button>
    </div>
  )
}

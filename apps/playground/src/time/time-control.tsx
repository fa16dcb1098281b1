import { useId, useSyncExternalStore, type ReactElement } from 'react'
import { useFlow, useLab } from '../lab/lab-context.ts'
import { LabTime } from './lab-time.tsx'
import { onlyScripted } from './only-scripted.ts'
import { toCodeEnd } from './to-code-end.ts'
import { toNextPoll } from './to-next-poll.ts'

const RATES = [1, 10, 60]
const STEP_MS = 1000

/** Pauses and hurries the time of the lab. */
export function TimeControl(): ReactElement {
  const lab = useLab()
  const { clock } = lab
  const id = useId()
  const isWaiting = useFlow()?.status === 'awaitingUser'
  const shown = useSyncExternalStore(clock.onChange, () => (clock.isPlaying ? clock.rate : 0))
  const why = onlyScripted(lab)
  const common = { disabled: why !== undefined, 'aria-describedby': why && id }
  return (
    <section className="time" aria-label="Time">
      <h2>Time</h2>
      <LabTime />
      <div role="group" aria-label="Pace">
        <button {...common} aria-pressed={shown === 0} onClick={() => clock.pause()}>
          Pause
        </button>
        <button {...common} onClick={() => void clock.step(STEP_MS)}>
          Step 1 s
        </button>
        {RATES.map((rate) => (
          <button {...common} key={rate} aria-pressed={shown === rate} onClick={() => clock.play(rate)}>
            ×{rate}
          </button>
        ))}
      </div>
      <div role="group" aria-label="Leaps">
        <button {...common} onClick={() => void toNextPoll(lab)}>
          To the next poll
        </button>
        <button {...common} disabled={common.disabled || !isWaiting} onClick={() => void toCodeEnd(lab)}>
          To the end of the code
        </button>
      </div>
      {why && (
        <p id={id} className="quiet">
          {why} The clock of the device can be set all the same, under Trouble.
        </p>
      )}
    </section>
  )
}

import { useSyncExternalStore, type ReactElement } from 'react'
import { useFlow, useLab } from '../lab/lab-context.ts'
import { LabTime } from './lab-time.tsx'
import { onlyScripted } from './only-scripted.ts'
import { toCodeEnd } from './to-code-end.ts'
import { toNextPoll } from './to-next-poll.ts'

const RATES = [1, 10, 60]
const STEP_MS = 1000

/** The time of the lab: paused and hurried, where its server is in this page. */
export function TimeControl(): ReactElement {
  const why = onlyScripted(useLab())
  return (
    <section className="time" aria-label="Time">
      <h2>Time</h2>
      <LabTime />
      {why ? <p className="quiet">{why} The clock of the device can be set all the same, under Trouble.</p> : <Leaps />}
    </section>
  )
}

/** Where the server has the same clock. */
function Leaps(): ReactElement {
  const lab = useLab()
  const { clock } = lab
  const isWaiting = useFlow()?.status === 'awaitingUser'
  const shown = useSyncExternalStore(clock.onChange, () => (clock.isPlaying ? clock.rate : 0))
  return (
    <>
      <div role="group" aria-label="Pace">
        <button aria-pressed={shown === 0} onClick={() => clock.pause()}>
          Pause
        </button>
        <button onClick={() => void clock.step(STEP_MS)}>Step 1 s</button>
        {RATES.map((rate) => (
          <button key={rate} aria-pressed={shown === rate} onClick={() => clock.play(rate)}>
            ×{rate}
          </button>
        ))}
      </div>
      <div role="group" aria-label="Leaps">
        <button onClick={() => void toNextPoll(lab)}>To the next poll</button>
        <button disabled={!isWaiting} onClick={() => void toCodeEnd(lab)}>
          To the end of the code
        </button>
      </div>
    </>
  )
}

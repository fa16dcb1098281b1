import type { ReactElement } from 'react'
import type { Progress } from './step-under-way.ts'
import { stateOf, stateWords } from './step-state.ts'
import { STEPS, type Step } from './steps.ts'

interface Props {
  progress: Progress
  /** The step whose panel is shown. */
  shown: Step['number']
  onChoose: (number: Step['number']) => void
}

/** The seven steps in a row: what is done, what is under way, and which one is shown below. */
export function StepStrip({ progress, shown, onChoose }: Props): ReactElement {
  return (
    <ol className="strip">
      {STEPS.map(({ number, title }) => {
        const state = stateOf(number, progress)
        const words = stateWords(number, progress)
        return (
          <li key={number} className={state} aria-current={number === progress.current ? 'step' : undefined}>
            <button type="button" aria-pressed={number === shown} onClick={() => onChoose(number)}>
              <span className="step-number" aria-hidden="true">
                {state === 'done' ? '✓' : number}
              </span>
              <span>
                <span className="unseen">Step {number}: </span>
                {title}
                {words && <span className="step-state"> {words}</span>}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

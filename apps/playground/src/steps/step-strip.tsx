import type { ReactElement } from 'react'
import type { Progress } from './step-under-way.ts'
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
        return (
          <li key={number} className={state} aria-current={number === progress.current ? 'step' : undefined}>
            <button type="button" aria-pressed={number === shown} onClick={() => onChoose(number)}>
              <span className="step-number" aria-hidden="true">
                {state === 'done' ? '✓' : number}
              </span>
              <span>
                <span className="unseen">Step {number}: </span>
                {title}
                {WORDS[state] && <span className="step-state"> {WORDS[state]}</span>}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

type State = 'done' | 'current' | 'failed' | 'meanwhile' | 'ahead'

const WORDS: Readonly<Record<State, string>> = {
  done: 'done',
  current: 'under way',
  failed: 'ended here',
  meanwhile: 'meanwhile',
  ahead: '',
}

function stateOf(number: Step['number'], { current, done, meanwhile, hasFailed }: Progress): State {
  if (done.has(number)) return 'done'
  if (number === current) return hasFailed ? 'failed' : 'current'
  return number === meanwhile ? 'meanwhile' : 'ahead'
}

import type { ReactElement } from 'react'
import { stateText } from '../model/state-value.ts'
import type { RecordedStep } from './recorded-step.ts'
import type { Recording } from './recording.ts'
import { useStepKeys } from './use-step-keys.ts'

interface Props {
  recording: Recording
  step: number
  onGoTo: (step: number) => void
  onClose: () => void
}

/** Steps through a recording, forward and back. */
export function Player({ recording, step, onGoTo, onClose }: Props): ReactElement {
  useStepKeys(step, onGoTo)
  const { steps, name, problems, leftOut, fault } = recording
  const last = steps.length - 1
  return (
    <section className="player" aria-label="Transcript">
      <p className="player-name">
        <strong>{name}</strong>
      </p>
      <div className="player-buttons">
        <button type="button" onClick={() => onGoTo(0)} disabled={step === 0}>
          First
        </button>
        <button type="button" onClick={() => onGoTo(step - 1)} disabled={step === 0}>
          ◀ Back
        </button>
        <input
          type="range"
          aria-label="Step"
          aria-valuetext={`Step ${step + 1} of ${steps.length}`}
          min={0}
          max={last}
          value={step}
          onChange={(event) => onGoTo(Number(event.target.value))}
        />
        <button type="button" onClick={() => onGoTo(step + 1)} disabled={step === last}>
          Next ▶
        </button>
        <button type="button" onClick={() => onGoTo(last)} disabled={step === last}>
          Last
        </button>
        {fault !== undefined && (
          <button type="button" onClick={() => onGoTo(fault)} disabled={step === fault}>
            Where it went wrong
          </button>
        )}
      </div>
      <p className="player-step" role="status">
        Step {step + 1} of {steps.length}: <Verdict step={steps[step] as RecordedStep} />
        {step === fault && <>. Here it went wrong.</>}
      </p>
      <button type="button" onClick={onClose}>
        Close transcript
      </button>
      {leftOut > 0 && (
        <p className="player-left-out quiet">
          So that it fits into a link, {leftOut} messages that repeat others were left out: events on their way, and
          starts of services. Every state is here; who sent an event is not.
        </p>
      )}
      {problems.length > 0 && (
        <details className="player-problems">
          <summary>{problems.length === 1 ? '1 problem' : `${problems.length} problems`} in this file</summary>
          <ul>
            {problems.map(({ line, what }) => (
              <li key={`${line} ${what}`}>
                Line {line}: {what}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Verdict({ step }: { step: RecordedStep }): ReactElement {
  const { isReplayed, isChecked, matches, problem, snapshot, message } = step
  if (!isReplayed) return <span className="quiet">as recorded; the chart of this machine is not known here</span>
  if (!isChecked)
    return <span className="quiet">as recorded; what led here is missing, so the chart cannot be asked</span>
  if (matches) return <span className="live-text">the chart comes to the same state</span>
  const recorded = stateText(message.snapshot.value) || 'no state'
  return (
    <span className="problem">
      recorded was {recorded}, but the chart comes to {stateText(snapshot.value) || 'no state'}
      {problem !== undefined && ` (${problem})`}
    </span>
  )
}

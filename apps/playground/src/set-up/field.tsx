import { useState, type ReactElement, type ReactNode } from 'react'
import { FIELD_TEXTS } from './field-texts.ts'
import type { SettingName, SettingsProblem } from '../settings/settings-problem.ts'

/** What ties a control to its label, its help and its problem. */
interface ControlIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

interface Props {
  setting: SettingName
  /** Where the server's own word is a better one. */
  label?: string
  help?: string
  problem: SettingsProblem | undefined
  children: (ids: ControlIds) => ReactNode
}

/** A control with its label, what it is for once somebody asks, and what is wrong with it. */
export function Field({ setting, label, help, problem, children }: Props): ReactElement {
  const [isHelpOpen, setHelpOpen] = useState(false)
  const texts = FIELD_TEXTS[setting]
  const id = controlId(setting)
  const isWrong = problem?.setting === setting
  const described = [isHelpOpen && `${id}-help`, isWrong && `${id}-problem`].filter(Boolean).join(' ')
  const shownLabel = label ?? texts.label
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor={id}>{shownLabel}</label>
        <button
          type="button"
          className="ask"
          aria-label={`What is this: ${shownLabel}?`}
          aria-expanded={isHelpOpen}
          onClick={() => setHelpOpen(!isHelpOpen)}
        >
          ?
        </button>
      </div>
      {isHelpOpen && (
        <p className="help" id={`${id}-help`}>
          {help ?? texts.help}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': isWrong || undefined })}
      {isWrong && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem.message}
        </p>
      )}
    </div>
  )
}

/** Shows a control that something is wrong with, wherever it is folded away. */
export function goToField(setting: SettingName): void {
  const control = document.getElementById(controlId(setting))
  const folded = control?.closest('details')
  if (folded) folded.open = true
  control?.focus()
}

function controlId(setting: SettingName): string {
  return `setting-${setting}`
}

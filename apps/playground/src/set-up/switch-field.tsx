import type { ReactElement } from 'react'
import { Field } from './field.tsx'
import type { SettingName, SettingsProblem } from '../settings/settings-problem.ts'

interface Props {
  setting: SettingName
  isOn: boolean
  change: (isOn: boolean) => void
  problem: SettingsProblem | undefined
}

/** Something that is on or off. */
export function SwitchField({ setting, isOn, change, problem }: Props): ReactElement {
  return (
    <Field setting={setting} problem={problem}>
      {(ids) => <input {...ids} type="checkbox" checked={isOn} onChange={({ target }) => change(target.checked)} />}
    </Field>
  )
}

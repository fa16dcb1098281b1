import type { ReactElement } from 'react'
import { Field } from './field.tsx'
import type { SettingName, SettingsProblem } from '../settings/settings-problem.ts'

interface Props {
  setting: SettingName
  value: string
  change: (value: string) => void
  problem: SettingsProblem | undefined
  label?: string
  help?: string
  placeholder?: string
}

/** A line of text, taken as it is typed: no browser corrects or remembers it. */
export function TextField({ setting, value, change, placeholder, ...field }: Props): ReactElement {
  return (
    <Field setting={setting} {...field}>
      {(ids) => (
        <input
          {...ids}
          value={value}
          placeholder={placeholder}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  )
}

import { useState, type ReactElement } from 'react'
import { ClientAuthFields } from './client-auth-fields.tsx'
import { Field } from './field.tsx'
import type { FormValues } from './form-values.ts'
import type { Settings } from '../settings/settings.ts'
import type { SettingsProblem } from '../settings/settings-problem.ts'
import { SwitchField } from './switch-field.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  values: FormValues
  change: (values: FormValues) => void
  problem: SettingsProblem | undefined
}

const SWITCHES = ['dpop', 'pkce', 'nonce'] as const

/** Which client asks, and for what. What few need is folded away. */
export function ClientFields({ values, change, problem }: Props): ReactElement {
  const { settings, parameterLines } = values
  // Never folded away by itself: somebody may be typing in it.
  const [wasUsed, setUsed] = useState(false)
  if (!wasUsed && hasMore(values)) setUsed(true)
  const set = (part: Partial<Settings>): void => change({ ...values, settings: { ...settings, ...part } })
  const text = (setting: 'clientId' | 'scope' | 'audience' | 'resource'): ReactElement => (
    <TextField
      setting={setting}
      value={settings[setting]}
      change={(typed) => set({ [setting]: typed })}
      problem={problem}
    />
  )
  return (
    <>
      <fieldset>
        <legend>The client</legend>
        {text('clientId')}
        {text('scope')}
      </fieldset>
      <details className="more" open={wasUsed}>
        <summary>API, client authentication, DPoP, PKCE and more</summary>
        <fieldset>
          <legend>For which API</legend>
          {text('audience')}
          {text('resource')}
        </fieldset>
        <ClientAuthFields values={values} change={change} problem={problem} />
        <fieldset>
          <legend>What binds a login</legend>
          {SWITCHES.map((setting) => (
            <SwitchField
              key={setting}
              setting={setting}
              isOn={settings[setting]}
              change={(isOn) => set({ [setting]: isOn })}
              problem={problem}
            />
          ))}
        </fieldset>
        <Field setting="parameters" problem={problem}>
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              value={parameterLines}
              placeholder="acr_values=phr"
              spellCheck={false}
              onChange={({ target }) => change({ ...values, parameterLines: target.value })}
            />
          )}
        </Field>
      </details>
    </>
  )
}

function hasMore({ settings, parameterLines }: FormValues): boolean {
  const { audience, clientAuth, dpop, pkce, nonce } = settings
  return Boolean(audience || clientAuth !== 'none' || dpop || pkce || nonce || parameterLines)
}

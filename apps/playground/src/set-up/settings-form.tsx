import { useState, type FormEvent, type ReactElement } from 'react'
import type { LabHost } from '../lab/lab-host.ts'
import { ProviderFacts } from './provider-facts.tsx'
import { profileOfSettings } from '../servers/profile-of-settings.ts'
import { ClientFields } from './client-fields.tsx'
import { goToField } from './field.tsx'
import { formValuesOf, settingsIn, withSettings, type FormValues } from './form-values.ts'
import { ServerFields } from './server-fields.tsx'
import { settingsToFragment } from '../settings/settings-link.ts'
import { DEFAULT_SETTINGS, type ServerKind, type Settings } from '../settings/settings.ts'
import { problemOf, type SettingsProblem } from '../settings/settings-problem.ts'

interface Props {
  host: LabHost
  /** What a link proposes. */
  linked: Settings | undefined
  whenUsed: () => void
}

/** What is true once settings are in use: of a server elsewhere, nothing is known before it is asked. */
function usedWords(server: ServerKind): string {
  return server === 'scripted' || server === 'embedded'
    ? 'In use now. Sign in on the device.'
    : 'Set up, but not checked: nothing was sent to that server yet. Sign in on the device, and see whether it works.'
}

/** Each setting, and the one button that applies them. */
export function SettingsForm({ host, linked, whenUsed }: Props): ReactElement {
  const { settings: used, problem: problemAtStart } = host.state()
  const shown = linked ?? used
  // The look of the device is chosen elsewhere: what is typed here stays.
  const source = linked ?? settingsToFragment({ ...used, look: DEFAULT_SETTINGS.look })
  const [base, setBase] = useState(source)
  const [values, setValues] = useState(() => formValuesOf(shown, linked ? {} : host.credentials))
  const [problem, setProblem] = useState<SettingsProblem | undefined>(linked ? undefined : problemAtStart)
  const [isUsed, setUsed] = useState(false)

  // Other settings are in use, or a link has brought some: the form shows those. A secret is not taken over to what a link names.
  if (source !== base) {
    setBase(source)
    setValues(formValuesOf(shown, linked ? {} : host.credentials))
    setProblem(undefined)
  }

  function change(next: FormValues): void {
    setValues(next)
    setProblem(undefined)
    setUsed(false)
  }

  function use(event: FormEvent): void {
    event.preventDefault()
    const found = apply()
    setProblem(found)
    setUsed(!found)
    if (found?.setting) setTimeout(goToField, 0, found.setting)
    if (!found) whenUsed()
  }

  function apply(): SettingsProblem | undefined {
    try {
      // The look is chosen elsewhere, and a link may bring one.
      const settings = { ...settingsIn(values), look: shown.look }
      return host.setUp(settings, values.credentials)
    } catch (error) {
      return problemOf(error)
    }
  }

  const profile = profileOfSettings(values.settings)
  return (
    <form noValidate onSubmit={use} aria-label="Settings">
      <ServerFields
        settings={values.settings}
        change={(settings) => change(withSettings(values, settings))}
        problem={problem}
        config={host.config}
      />
      {profile && <ProviderFacts profile={profile} />}
      <ClientFields values={values} change={change} problem={problem} />
      {problem && !problem.setting && (
        <p className="problem" role="alert">
          {problem.message}
        </p>
      )}
      <div className="row">
        <button className="primary">Use these settings</button>
        <p className="quiet">{isUsed ? usedWords(used.server) : 'A login that is under way ends with it.'}</p>
      </div>
    </form>
  )
}

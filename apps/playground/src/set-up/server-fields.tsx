import { allProviders, providerNamed, type PlaceFact } from '@device-flow/oauth/profiles'
import type { ReactElement } from 'react'
import type { PlaygroundConfig } from '../playground-config.ts'
import { withServer } from '../settings/default-settings.ts'
import { Field } from './field.tsx'
import type { ServerKind, Settings } from '../settings/settings.ts'
import type { SettingsProblem } from '../settings/settings-problem.ts'
import { SwitchField } from './switch-field.tsx'
import { TextField } from './text-field.tsx'

interface Props {
  settings: Settings
  change: (settings: Settings) => void
  problem: SettingsProblem | undefined
  config: PlaygroundConfig
}

const KINDS: readonly { kind: ServerKind; title: string; what: string }[] = [
  {
    kind: 'scripted',
    title: 'In this page',
    what: 'A server that is part of this page. Works at once, and with the network off.',
  },
  { kind: 'embedded', title: 'Embedded', what: 'A real authorization server (oidc-provider) on this computer.' },
  { kind: 'provider', title: 'A provider', what: 'Auth0, Keycloak, GitHub and others that are known here.' },
  { kind: 'issuer', title: 'Any issuer', what: 'Your own server, or one that is not in the list.' },
]

/** Which server, and where it is. */
export function ServerFields({ settings, change, problem, config }: Props): ReactElement {
  const { server, issuer, relay } = settings
  return (
    <>
      <fieldset className="kinds" id="setting-server" tabIndex={-1}>
        <legend>Which server</legend>
        {KINDS.map(({ kind, title, what }) => (
          <label key={kind} className="kind">
            <input
              type="radio"
              name="server"
              checked={server === kind}
              disabled={kind === 'embedded' && !config.issuer}
              onChange={() => change(withServer(settings, kind, config))}
            />
            <span>
              <strong>{title}</strong>
              <small>
                {kind === 'embedded' && !config.issuer ? `${what} Not here: npm run playground has it.` : what}
              </small>
            </span>
          </label>
        ))}
        {problem?.setting === 'server' && (
          <p className="problem" role="alert">
            {problem.message}
          </p>
        )}
      </fieldset>
      {server === 'provider' && <ProviderFields settings={settings} change={change} problem={problem} />}
      {server === 'issuer' && (
        <TextField
          setting="issuer"
          value={issuer}
          change={(typed) => change({ ...settings, issuer: typed.trim() })}
          placeholder="https://id.example.com"
          problem={problem}
        />
      )}
      {(server === 'provider' || server === 'issuer') && (config.relayUrl || relay) && (
        <SwitchField
          setting="relay"
          isOn={relay}
          change={(isOn) => change({ ...settings, relay: isOn })}
          problem={problem}
        />
      )}
    </>
  )
}

function ProviderFields({ settings, change, problem }: Omit<Props, 'config'>): ReactElement {
  const profile = providerNamed(settings.provider)?.profile
  const facts = Object.entries(profile?.place ?? {}) as [keyof Settings['place'], PlaceFact][]
  return (
    <>
      <Field setting="provider" problem={problem}>
        {(ids) => (
          <select
            {...ids}
            value={profile ? settings.provider : ''}
            onChange={({ target }) => change({ ...settings, provider: target.value, place: {} })}
          >
            <option value="">Choose one</option>
            {allProviders.map((provider) => (
              <option key={provider.profile.name} value={provider.profile.name}>
                {provider.profile.about.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {facts.map(([part, { description, example, default: otherwise }]) => (
        <TextField
          key={part}
          setting={part}
          help={`${sentence(description)} Such as ${example}.${otherwise === undefined ? '' : ` When it is empty: ${otherwise}.`}`}
          value={settings.place[part] ?? ''}
          change={(typed) => change({ ...settings, place: { ...settings.place, [part]: typed.trim() } })}
          placeholder={otherwise ?? example}
          problem={problem}
        />
      ))}
    </>
  )
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

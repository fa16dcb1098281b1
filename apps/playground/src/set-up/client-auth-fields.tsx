import { useState, type ReactElement } from 'react'
import { createClientKey, type ClientKeyAlgorithm } from '../settings/client-credentials.ts'
import { Field } from './field.tsx'
import type { FormValues } from './form-values.ts'
import type { ClientAuthMethod } from '../settings/settings.ts'
import type { SettingsProblem } from '../settings/settings-problem.ts'

interface Props {
  values: FormValues
  change: (values: FormValues) => void
  problem: SettingsProblem | undefined
}

const METHODS: readonly { method: ClientAuthMethod; title: string }[] = [
  { method: 'none', title: 'none: a public client' },
  { method: 'client_secret_basic', title: 'client_secret_basic: a secret, in a header' },
  { method: 'client_secret_post', title: 'client_secret_post: a secret, in the body' },
  { method: 'private_key_jwt', title: 'private_key_jwt: a signed statement' },
]

/** How the client proves who it is. Its secret or key is in memory alone. */
export function ClientAuthFields({ values, change, problem }: Props): ReactElement {
  const { settings, credentials } = values
  const { clientAuth } = settings
  const hasSecret = clientAuth === 'client_secret_basic' || clientAuth === 'client_secret_post'
  return (
    <fieldset>
      <legend>How the client proves who it is</legend>
      <Field setting="clientAuth" problem={problem}>
        {(ids) => (
          <select
            {...ids}
            value={clientAuth}
            onChange={({ target }) =>
              change({ ...values, settings: { ...settings, clientAuth: target.value as ClientAuthMethod } })
            }
          >
            {METHODS.map(({ method, title }) => (
              <option key={method} value={method}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {hasSecret && (
        <Field setting="clientSecret" problem={problem}>
          {(ids) => (
            <>
              <input
                {...ids}
                type="password"
                autoComplete="off"
                value={credentials.clientSecret ?? ''}
                onChange={({ target }) => change({ ...values, credentials: { clientSecret: target.value } })}
              />
              <p className="quiet">In the memory of this page alone: never kept, in no link and in no recording.</p>
            </>
          )}
        </Field>
      )}
      {clientAuth === 'private_key_jwt' && <KeyField values={values} change={change} problem={problem} />}
    </fieldset>
  )
}

function KeyField({ values, change, problem }: Props): ReactElement {
  const [algorithm, setAlgorithm] = useState<ClientKeyAlgorithm>('ES256')
  const { clientKey } = values.credentials
  async function make(): Promise<void> {
    change({ ...values, credentials: { clientKey: await createClientKey(algorithm) } })
  }
  return (
    <Field setting="clientKey" problem={problem}>
      {(ids) => (
        <>
          <div className="row">
            <select
              {...ids}
              value={algorithm}
              onChange={({ target }) => setAlgorithm(target.value as ClientKeyAlgorithm)}
            >
              {['ES256', 'RS256', 'PS256'].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <button type="button" onClick={() => void make()}>
              {clientKey ? 'Make another key' : 'Make a key'}
            </button>
          </div>
          {clientKey && (
            <>
              <p className="quiet">Register this at the server, as the public key (JWK) of the client:</p>
              <pre tabIndex={0} aria-label="Public key of the client">
                {JSON.stringify(clientKey.publicJwk, null, 2)}
              </pre>
            </>
          )}
        </>
      )}
    </Field>
  )
}

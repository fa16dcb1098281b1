import { useId, useState, type FormEvent, type ReactElement } from 'react'
import { objectionTo, type OwnApi } from './call-own-api.ts'

interface Props {
  readonly disabled: boolean
  readonly onCall: (api: OwnApi) => void
}

/** Asks for an address, and for the consent to send the token there. */
export function OwnApiForm({ disabled, onCall }: Props): ReactElement {
  const id = useId()
  const [api, setApi] = useState<OwnApi>({ url: '', origin: '' })
  const [objection, setObjection] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const problem = objectionTo(api)
    setObjection(problem)
    if (!problem) onCall(api)
  }
  return (
    <details className="own-api">
      <summary>Call an API of your own</summary>
      <form noValidate onSubmit={submit}>
        <label htmlFor={`${id} url`}>Address of the API</label>
        <input
          id={`${id} url`}
          type="url"
          autoComplete="off"
          placeholder="https://api.example.com/orders"
          value={api.url}
          onChange={({ target }) => setApi({ ...api, url: target.value })}
        />
        <label htmlFor={`${id} origin`}>Where the access token may go</label>
        <input
          id={`${id} origin`}
          type="url"
          autoComplete="off"
          placeholder="https://api.example.com"
          value={api.origin}
          aria-describedby={`${id} why`}
          onChange={({ target }) => setApi({ ...api, origin: target.value })}
        />
        <p id={`${id} why`} className="quiet">
          Whoever gets the token may use it. Type the origin to allow it: the token goes there, and nowhere else.
        </p>
        {objection && (
          <p className="problem" role="alert">
            {objection}
          </p>
        )}
        <button type="submit" disabled={disabled}>
          Send the token, and call it
        </button>
      </form>
    </details>
  )
}

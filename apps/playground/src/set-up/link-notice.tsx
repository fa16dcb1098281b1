import type { ReactElement } from 'react'
import { FIELD_TEXTS } from './field-texts.ts'
import type { ReadSettings } from '../settings/settings-link.ts'

/** What a link has brought: nothing of it is used before somebody says so. */
export function LinkNotice({ linked, forget }: { linked: ReadSettings; forget: () => void }): ReactElement {
  if (linked.settings) {
    return (
      <div className="notice" role="status">
        <p>
          <strong>A link has filled in the form below.</strong> Nothing was sent. Look at the server and the client;
          then press Use these settings.
        </p>
        <button type="button" onClick={forget}>
          Discard the link
        </button>
      </div>
    )
  }
  return (
    <div className="notice" role="alert">
      <p>
        <strong>The settings in the link were not taken.</strong>
      </p>
      <ul>
        {linked.problems.map(({ setting, message }) => (
          <li key={`${setting} ${message}`}>{setting ? `${FIELD_TEXTS[setting].label}: ${message}` : message}</li>
        ))}
      </ul>
      <button type="button" onClick={forget}>
        Close
      </button>
    </div>
  )
}

import { useState, type ReactElement } from 'react'
import { settingsToFragment } from '../settings/settings-link.ts'
import type { Settings } from '../settings/settings.ts'

/** A link that fills in the form of whoever opens it. */
export function ShareLink({ settings }: { settings: Settings }): ReactElement {
  const [said, setSaid] = useState('')
  const link = `${location.origin}${location.pathname}#${settingsToFragment(settings)}`
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link)
      setSaid('Copied. Whoever opens it sees these settings, and nothing is sent before a button is pressed.')
    } catch {
      setSaid('This browser does not let a page copy. Copy the link from the field.')
    }
  }
  return (
    <details className="share">
      <summary>A link to these settings</summary>
      <p className="quiet">The settings in use are in it, as text. Secrets, keys, codes and tokens are not.</p>
      <div className="row">
        <input
          readOnly
          aria-label="Link to these settings"
          value={link}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button type="button" onClick={() => void copy()}>
          Copy link
        </button>
      </div>
      <p role="status">{said}</p>
    </details>
  )
}

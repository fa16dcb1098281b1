import type { ReactElement } from 'react'

/** The foot of the page. */
export function Foot(): ReactElement {
  return (
    <footer className="foot">
      <p>
        Made with device-flow: the device login of OAuth 2.0 as one statechart. The devices here run its real code, and
        what goes over the wire is what they send.
      </p>
      <p>
        When this page is loaded again, the settings are still there; a login, the wire and a recording are not. Save
        the recording first.
      </p>
      <p>
        <a href="./native-tv.html">Device login for native TV apps</a> ·{' '}
        <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a> ·{' '}
        <a href="https://www.rfc-editor.org/rfc/rfc9700">Security of OAuth 2.0 (RFC 9700)</a>
      </p>
    </footer>
  )
}

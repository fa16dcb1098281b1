import type { ReactElement } from 'react'

/** What belongs on the television, and what does not. */
export function ScreenRules(): ReactElement {
  return (
    <section id="screen">
      <h2>What to show, and what never</h2>
      <div className="two">
        <div>
          <h3>Show</h3>
          <ul>
            <li>The address, short, without https://, and the code as it came: capitals, hyphens and all.</li>
            <li>
              A QR code, dark on white with a white edge of four modules, 20 % of the height of the screen or more.
            </li>
            <li>The time that is left. Let it tick in silence: a screen reader would never come to rest.</li>
            <li>To a screen reader: the code letter by letter, once.</li>
            <li>An unsteady connection, in calm words: the code stays valid.</li>
            <li>At the end: who is signed in, or why not and what to do, and always a way to sign out.</li>
          </ul>
        </div>
        <div>
          <h3>Never show, log or send elsewhere</h3>
          <ul>
            <li>
              The <code>device_code</code>: whoever has it gets the tokens.
            </li>
            <li>Tokens, in logs, crash reports, analytics, screenshots for support.</li>
            <li>A password field. Nobody types a password with a remote.</li>
            <li>
              Text of the server that was not cleaned: <code>error_description</code> may hold anything. Nor open an
              address that is not https.
            </li>
            <li>Error codes alone. “access_denied” is for your log; “Sign-in was not allowed” is for people.</li>
          </ul>
        </div>
      </div>
    </section>
  )
}

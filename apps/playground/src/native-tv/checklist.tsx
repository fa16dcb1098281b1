import type { ReactElement } from 'react'

const CHECKS: readonly string[] = [
  'Nothing is sent before somebody presses “Sign in”.',
  'The code and the address are on the screen, beside a QR code that a phone three metres away can read.',
  'No poll comes before the interval is over since the last answer, on a device whose clock is fast, slow, or set meanwhile.',
  'Two slow_down in a row: the device polls every 15 seconds, where it was 5.',
  'The network cable is out for two minutes: the same code still works afterwards.',
  'A page of a hotel’s network answers for half a minute: the same code still works. For two minutes: the TV says so, and stops.',
  'The very first request fails: it is tried again, and then the TV says what is wrong.',
  'A Retry-After of 40 seconds, and one that is a date: no poll before it is over.',
  'The app is closed and opened again while it waits: the same code, and no early poll.',
  'The TV sleeps for an hour: one poll, then “the code has run out”.',
  'Denied on the phone: the TV says so at its next poll, and starts nothing by itself.',
  'Cancelled on the TV, then allowed on the phone: nobody is signed in, and the tokens are revoked.',
  'An ID token with another aud, a past exp or a foreign key is turned down.',
  'Ten calls of the API at once with a dead access token: one refresh.',
  'Sign-out revokes the refresh token, and leaves nothing on the device.',
  'No token and no device_code in logs, crash reports or addresses: search for them.',
]

/** What to try before the app is shipped. */
export function Checklist(): ReactElement {
  return (
    <section id="checklist">
      <h2>A checklist</h2>
      <p>
        Each can be tried at a server that does what you say: the <a href="./index.html">playground</a> shows what a
        good client does in each case.
      </p>
      <ul className="checks">
        {CHECKS.map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ul>
    </section>
  )
}

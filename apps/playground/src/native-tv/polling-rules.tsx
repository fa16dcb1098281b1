import type { ReactElement } from 'react'
import { Wide } from './wide.tsx'

const RULES: readonly [answer: string, does: string][] = [
  ['authorization_pending', 'Wait one interval, poll again.'],
  [
    'slow_down',
    'Add 5 seconds to the interval, for the rest of this login. Each further one adds 5 more. It is no error.',
  ],
  ['access_denied', 'Stop. The person said no: say so, and offer to start again.'],
  ['expired_token', 'Stop. The code is dead: offer a new one, on a press of a button.'],
  [
    'any other error of OAuth',
    'Stop, and say which: invalid_client, invalid_grant and the like do not go away by asking again.',
  ],
  [
    'no answer, a time-out, 5xx, 429 without error',
    'The login goes on with the same code: wait twice as long each time, up to 15 seconds or twice the interval (§3.5 asks for less frequent polls). One usable answer, and the interval is as before.',
  ],
  [
    'HTML, or other than JSON',
    'The same, for a minute: somebody may be signing in to the network. After three in a row over 60 seconds, stop and say that something other than the server answers.',
  ],
  ['Retry-After, with whatever', 'No poll before it is over. It is a number of seconds, or a date (RFC 9110 §10.2.3).'],
  ['200 with an access_token', 'Done. A 200 without one is not: treat it as an answer that makes no sense.'],
]

/** When to poll, and what each answer means. */
export function PollingRules(): ReactElement {
  return (
    <section id="polling">
      <h2>The polling rules</h2>
      <p>
        Judge by <code>error</code>, and not by the status: “not yet” is 400 in the RFC, 403 at Auth0, 428 at Google,
        and 200 at GitHub.
      </p>
      <Wide className="table" label="What each answer to a poll means">
        <table>
          <thead>
            <tr>
              <th scope="col">The server answers</th>
              <th scope="col">The app</th>
            </tr>
          </thead>
          <tbody>
            {RULES.map(([answer, does]) => (
              <tr key={answer}>
                <th scope="row">
                  <code>{answer}</code>
                </th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <ul>
        <li>
          Count the interval from the answer to the last poll. The RFC only says “between polling requests” (§3.2); an
          answer that was slow leaves less time between two requests than a server may count.
        </li>
        <li>One poll at a time. A slow answer does not make two of them.</li>
        <li>
          Measure by two clocks: one that goes on while the device sleeps (<code>ContinuousClock</code> on tvOS,{' '}
          <code>SystemClock.elapsedRealtime()</code> on Android; for Roku <a href="#platforms">see below</a>), and the
          wall clock. Poll when both say that the interval is over; a timer may fire early, and a wall clock may be set.
        </li>
        <li>
          The code lives for <code>expires_in</code> seconds from when you asked for it. The server has the last word:
          poll once more when your own time is up, and only then say that the code has run out.
        </li>
        <li>After a sleep there is one poll, and not all those that were missed.</li>
        <li>Give each request a time-out of its own, of about 30 seconds: what comes late may be the tokens.</li>
        <li>
          When a code has run out, wait until a person asks for a new one: nobody may be in front of the TV (§3.5, a
          SHOULD).
        </li>
      </ul>
    </section>
  )
}

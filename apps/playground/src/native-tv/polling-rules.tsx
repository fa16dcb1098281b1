import type { ReactElement } from 'react'

const RULES: readonly [answer: string, does: string][] = [
  ['400 authorization_pending', 'Wait one interval, poll again.'],
  [
    '400 slow_down',
    'Add 5 seconds to the interval, for the rest of this login. Each further one adds 5 more. It is no error.',
  ],
  ['400 access_denied', 'Stop. The person said no: say so, and offer to start again.'],
  ['400 expired_token', 'Stop. The code is dead: offer a new one, on a press of a button.'],
  [
    'any other error of OAuth',
    'Stop, and say which: invalid_client, invalid_grant and the like do not go away by asking again.',
  ],
  [
    'no answer, a time-out, 5xx, 429, HTML',
    'The login goes on: wait longer each time (twice as long, up to a minute), with the same code. One usable answer, and the interval is as before. A Retry-After is kept.',
  ],
  ['200 with an access_token', 'Done. A 200 without one is not: treat it as an answer that makes no sense.'],
]

/** When to poll, and what each answer means. */
export function PollingRules(): ReactElement {
  return (
    <section id="polling">
      <h2>The polling rules</h2>
      <div className="table" tabIndex={0} role="region" aria-label="What each answer to a poll means">
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
      </div>
      <ul>
        <li>The interval runs from the answer to the last poll, and not from its request (§3.5 allows no faster).</li>
        <li>One poll at a time. A slow answer does not make two of them.</li>
        <li>
          Measure by two clocks: one that goes on while the device sleeps (<code>ContinuousClock</code> on tvOS,{' '}
          <code>SystemClock.elapsedRealtime()</code> on Android, <code>roTimespan</code> on Roku), and the wall clock.
          Poll when both say that the interval is over; a timer may fire early, and a wall clock may be set.
        </li>
        <li>
          The code lives for <code>expires_in</code> seconds from when you asked for it. The server has the last word:
          poll once more when your own time is up, and only then say that the code has run out.
        </li>
        <li>After a sleep there is one poll, and not all those that were missed.</li>
        <li>Give each request a time-out of its own, of about 10 seconds.</li>
        <li>
          A new code is asked for by a person, and never by the app itself: nobody may be in front of the TV (§5.4).
        </li>
      </ul>
    </section>
  )
}

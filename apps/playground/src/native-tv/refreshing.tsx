import type { ReactElement } from 'react'

/** Why there is one refresh at a time, and how. */
export function Refreshing(): ReactElement {
  return (
    <section id="refresh">
      <h2>One refresh at a time</h2>
      <p>
        Servers that rotate refresh tokens take one that is used twice for stolen, and end the session (RFC 9700
        §4.14.2). Two screens, a player and a background task that refresh at once look exactly like that.
      </p>
      <ul>
        <li>
          One place in the app refreshes: an actor (Swift), a Mutex (Kotlin), one Task node (Roku). All others wait for
          it.
        </li>
        <li>Who has waited looks first whether somebody else has brought new tokens, and takes those.</li>
        <li>Several processes on one store, such as an app and its extension, need a lock between them.</li>
        <li>
          Refresh a little before the access token dies. Without a network the old one is used to its end: offline is
          not signed out.
        </li>
        <li>
          <code>invalid_grant</code> ends the session: read the store once more, because another process may have
          rotated; otherwise forget the tokens, and say that somebody has to sign in.
        </li>
        <li>
          An answer that was lost: ask once more with the same refresh token, and soon. Many servers allow for that; a
          strict one ends the session, and no client can help it.
        </li>
      </ul>
    </section>
  )
}

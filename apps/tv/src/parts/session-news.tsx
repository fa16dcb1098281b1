import { sessionNews } from '@device-flow/app-shared/session-news'
import type { AuthorizedView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/adapter'
import type { ReactElement } from 'react'
import { useMinutesSince } from './use-minutes-since.ts'

/** How the session is, where it is not as it should be. It is always there, so that what changes in it is read. */
export function SessionNews({ of: view, clock }: { of: AuthorizedView; clock: Clock }): ReactElement {
  // The end of a session comes near by itself: looked at each minute.
  useMinutesSince(view.endsAt ?? 0, clock)
  return (
    <p className="session-news" role="status">
      {sessionNews(view, clock.now(), 'this TV')}
    </p>
  )
}

import { sessionNews } from '@device-flow/app-shared/session-news'
import type { AuthorizedView } from '@device-flow/machine'

/** The one thing worth saying of a session in use; an empty text when all is well. `now` is the wall clock, ms since the epoch. */
export function sessionWords(view: AuthorizedView, now: number): string {
  if (view.refreshing) return 'Renewing the access token.'
  if (hasTokenEnded(view, now)) return endedWords(view)
  const news = sessionNews(view, now, 'this device')
  return news || view.renewable ? news : 'This session cannot be renewed: sign in again when it ends.'
}

/** Whether the access token is dead by the wall clock: a device that has slept learns of it late. */
export function hasTokenEnded({ accessTokenExpiresAt }: AuthorizedView, now: number): boolean {
  return accessTokenExpiresAt !== undefined && now >= accessTokenExpiresAt
}

function endedWords({ renewable, problem }: AuthorizedView): string {
  if (!renewable)
    return 'By the clock of this device the access token has ended, and nothing renews it. Sign out, and sign in again.'
  return problem
    ? 'By the clock of this device the access token has ended. It asks for a new one as soon as it may.'
    : 'By the clock of this device the access token has ended. It is renewed within a minute.'
}

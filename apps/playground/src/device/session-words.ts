import { sessionNews } from '@device-flow/app-shared/session-news'
import type { AuthorizedView } from '@device-flow/machine'

/** The one thing worth saying of a session in use; an empty text when all is well. `now` is the wall clock, ms since the epoch. */
export function sessionWords(view: AuthorizedView, now: number): string {
  if (view.refreshing) return 'Renewing the access token.'
  const news = sessionNews(view, now, 'this device')
  return news || view.renewable ? news : 'This session cannot be renewed: sign in again when it ends.'
}

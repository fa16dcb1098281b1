import type { AuthorizedView, DeviceFlowView } from '@device-flow/machine'
import { create, setText } from '../parts/create.ts'
import { nameOf } from '../words/name-of.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Said so long before a session ends, ms. */
const SOON_MS = 3_600_000

/** The person, what the page has for them, and the way out. */
export function signedIn({ words, clock, commands }: ScreenParts, { claims }: AuthorizedView): Screen {
  const news = create('p', { class: 'news trouble', part: 'news', role: 'status' })
  const signInAgain = (): void => {
    commands.signOut()
    commands.start()
  }
  const root = card({
    name: 'signed-in',
    title: words.signedInTitle(nameOf(claims)),
    content: [news, create('div', { class: 'yours' }, create('slot'))],
    actions: [
      { label: words.signInAgain, press: signInAgain },
      { label: words.signOut, press: commands.signOut },
    ],
  })
  const [again] = root.querySelectorAll('button')
  let cancel: (() => void) | undefined
  const update = (view: DeviceFlowView): void => {
    if (view.status !== 'authorized') return
    cancel?.()
    const left = (view.endsAt ?? Number.POSITIVE_INFINITY) - clock.now()
    const isSoon = left <= SOON_MS
    // A timer over 2 147 483 647 ms fires at once: a far end is looked at again and again.
    if (!isSoon && view.endsAt !== undefined)
      cancel = clock.schedule(() => update(view), Math.min(left - SOON_MS, SOON_MS))
    if (again) again.hidden = !isSoon
    setText(news, newsOf(view, isSoon, words))
  }
  return { root, update, end: () => cancel?.() }
}

/** The one thing worth saying of a session that is in use; an empty text when all is well. */
function newsOf({ endsAt, unsaved, problem }: AuthorizedView, isSoon: boolean, words: ScreenParts['words']): string {
  if (isSoon && endsAt !== undefined) return words.endsSoon(new Date(endsAt))
  if (unsaved) return words.unsaved
  return problem ? words.refreshTrouble : ''
}

import { create } from '../parts/create.ts'
import { picture } from '../parts/picture.ts'
import { card } from './card.ts'
import type { Screen, ScreenParts } from './screen.ts'

/** Before anything: nothing happens until somebody presses the button (RFC 8628 §5.4). */
export function welcome({ words, commands }: ScreenParts): Screen {
  const text = create('p', { class: 'lead', part: 'text' }, words.welcomeText)
  const root = card({
    name: 'welcome',
    title: words.welcomeTitle,
    // What the page has to say instead.
    content: [create('slot', { name: 'signed-out' }, text)],
    actions: [{ label: words.signIn, press: () => commands.start(), isMain: true }],
    picture: picture(),
  })
  return { root }
}

/** After somebody chose to sign out. */
export function farewell({ words, commands }: ScreenParts): Screen {
  const root = card({
    name: 'signed-out',
    title: words.signedOutTitle,
    content: [create('p', { class: 'lead', part: 'text' }, words.signedOutText)],
    actions: [{ label: words.signIn, press: () => commands.start(), isMain: true }],
    picture: picture(),
  })
  return { root }
}

import { detail } from '../parts/detail.ts'
import type { DeviceLoginWords } from '../words/words.ts'
import { card } from './card.ts'
import type { Screen } from './screen.ts'

/** The page has given the element no server, or one that cannot work: only the people who make the page can help, by the message. */
export function notSetUp(words: DeviceLoginWords, message: string): Screen {
  return {
    root: card({ name: 'not-set-up', title: words.notSetUpTitle, content: [detail(message)], actions: [] }),
  }
}

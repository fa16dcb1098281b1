import { cleanText } from '@device-flow/untrusted'
import { create } from '../parts/create.ts'
import type { DeviceLoginWords } from '../words/words.ts'
import { card } from './card.ts'
import type { Screen } from './screen.ts'

/** The page has given the element no server, or one that cannot work: only the people who make the page can help, by the message. */
export function notSetUp(words: DeviceLoginWords, message: string): Screen {
  const detail = create('p', { class: 'detail', part: 'detail' }, cleanText(message))
  return {
    root: card({ name: 'not-set-up', title: words.notSetUpTitle, content: [detail], actions: [] }),
  }
}

import { cleanText } from '@device-flow/untrusted'
import { create } from './create.ts'

/** What went wrong, in the error's own words: somebody technical can help by it. */
export function detail(message: string): HTMLElement {
  return create('p', { class: 'detail', part: 'detail' }, cleanText(message))
}

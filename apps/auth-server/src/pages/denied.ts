import { html } from '../html.ts'
import { layout } from './layout.ts'
import { deniedMark } from './marks.ts'

/** The person has said no. */
export function deniedPage(): string {
  return layout({
    id: 'denied',
    title: 'The device was not signed in',
    content: html`${deniedMark}
      <h1>The device was not signed in</h1>
      <p>You said no, and the device is told so. Nothing of yours was shared with it.</p>
      <p class="soft">You may close this page. If you changed your mind, ask the device for a new code.</p>
      <div class="buttons"><a class="button second" href="/device">Enter another code</a></div>`,
  })
}

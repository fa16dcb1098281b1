import { html } from '../html.ts'
import { layout } from './layout.ts'

/** This browser has no sign-in under way: it waited too long, is already through, or refuses cookies. */
export function startAgainPage(): string {
  return layout({
    id: 'start-again',
    title: 'Please start again',
    content: html`<h1>Please start again</h1>
      <p>
        This sign-in is no longer open in this browser. It may have been left for too long, or it may already be
        finished.
      </p>
      <p class="soft">
        If you went back, go forward again. If your device is still waiting, ask it for a new code. If this page comes
        back, allow cookies for it.
      </p>
      <div class="buttons"><a class="button" href="/device">Enter a code</a></div>`,
  })
}

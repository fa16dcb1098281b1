import { html } from '../html.ts'
import { layout } from './layout.ts'

/** Too many wrong codes came from this network address. */
export function tooManyTriesPage({ secondsToWait }: { secondsToWait: number }): string {
  return layout({
    id: 'too-many-tries',
    title: 'Too many wrong codes',
    content: html`<h1>Too many wrong codes</h1>
      <p>
        To keep codes from being guessed, please wait ${secondsToWait === 1 ? 'one second' : `${secondsToWait} seconds`}
        before the next try.
      </p>
      <p class="soft">Meanwhile, check that you are on the right page and that the device still shows the same code.</p>
      <div class="buttons"><a class="button second" href="/device">Enter a code</a></div>`,
  })
}

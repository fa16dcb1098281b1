import { html } from '../html.ts'
import { layout } from './layout.ts'
import { doneMark } from './marks.ts'

/** The person has allowed it; the device hears of it at its next poll. */
export function successPage({ clientName, personName }: { clientName: string; personName: string }): string {
  return layout({
    id: 'success',
    title: 'You can go back to your device',
    content: html`${doneMark}
      <h1>You can go back to your device</h1>
      <p>
        <bdi>${clientName}</bdi> is now being signed in as <strong><bdi>${personName}</bdi></strong
        >. This takes a few seconds.
      </p>
      <p class="soft">You may close this page.</p>`,
  })
}

import { html } from '../html.ts'
import { layout } from './layout.ts'

/** Anything that the other pages do not cover. */
export function problemPage({ title, explanation }: { title: string; explanation: string }): string {
  return layout({
    id: 'problem',
    title,
    content: html`<h1>${title}</h1>
      <p>${explanation}</p>
      <div class="buttons"><a class="button" href="/device">Enter a code</a></div>`,
  })
}

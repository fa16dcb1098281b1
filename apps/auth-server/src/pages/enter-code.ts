import { html } from '../html.ts'
import { alert, type FormError } from './alert.ts'
import { layout } from './layout.ts'

interface EnterCode {
  xsrf: string
  /** What was typed before, to be corrected. */
  typed?: string
  error?: FormError
}

/** Where the person types what the device shows. */
export function enterCodePage({ xsrf, typed, error }: EnterCode): string {
  return layout({
    id: 'enter-code',
    title: error ? `Error: ${error.summary}` : 'Enter the code',
    content: html`<h1>Enter the code</h1>
      <p>Your device shows a code. Type it here to sign the device in.</p>
      <form method="post" action="/device" autocomplete="off" novalidate>
        ${alert(error)}
        <input type="hidden" name="xsrf" value="${xsrf}" />
        <label for="user_code">Code on your device</label>
        <input
          class="code"
          type="text"
          id="user_code"
          name="user_code"
          value="${typed ?? ''}"
          maxlength="64"
          required
          autofocus
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck="false"
          inputmode="text"
          aria-describedby="${error ? 'error hint' : 'hint'}"
          ${error && html` aria-invalid="true"`}
        />
        <p class="hint" id="hint">Eight letters, like WDJB-MJHT. Small letters and spaces are fine.</p>
        <div class="buttons"><button type="submit">Continue</button></div>
      </form>`,
  })
}

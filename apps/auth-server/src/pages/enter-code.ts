import { html } from '../html.ts'
import { alert, type FormError } from './alert.ts'
import { codeBoxScript } from './code-box.ts'
import { layout } from './layout.ts'

interface EnterCode {
  xsrf: string
  /** What was typed before, to be corrected. */
  typed?: string
  /** A link has filled the box: what comes of it is still compared with the device. */
  isFromLink: boolean
  /** Whether the box has the focus at once. */
  hasFocus: boolean
  error?: FormError
}

/** Where the person types what the device shows. */
export function enterCodePage({ xsrf, typed, isFromLink, hasFocus, error }: EnterCode): string {
  return layout({
    id: 'enter-code',
    title: error ? `Error: ${error.summary}` : 'Enter the code',
    content: html`<h1>Enter the code</h1>
      <p>Your device shows a code. Type it here to sign the device in.</p>
      <form method="post" action="/device" autocomplete="off" novalidate>
        ${alert(error)}
        <input type="hidden" name="xsrf" value="${xsrf}" />
        ${
          // Whoever types a code has read it on the device: only one that a link has brought is compared (RFC 8628 §3.3.1, §5.4).
          !isFromLink && html`<input type="hidden" name="confirm" value="yes" />`
        }
        <label for="user_code">Code on your device</label>
        <input
          class="code"
          type="text"
          id="user_code"
          name="user_code"
          value="${typed ?? ''}"
          maxlength="64"
          required
          ${hasFocus && html`autofocus`}
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck="false"
          inputmode="text"
          aria-describedby="${error ? 'error hint' : 'hint'}"
          ${error && html` aria-invalid="true"`}
        />
        <p class="hint" id="hint">Eight letters, like WDJB-MJHT. The hyphen comes by itself.</p>
        <div class="buttons"><button type="submit">Continue</button></div>
      </form>
      ${codeBoxScript}`,
  })
}

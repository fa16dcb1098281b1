import { html } from '../html.ts'
import { alert, type FormError } from './alert.ts'
import { layout } from './layout.ts'

interface SignIn {
  /** Where the form goes. */
  action: string
  clientName: string
  longestName: number
  /** Whether the box has the focus at once. */
  hasFocus: boolean
  error?: FormError
}

/** The person says who they are; any name will do. */
export function signInPage({ action, clientName, longestName, hasFocus, error }: SignIn): string {
  return layout({
    id: 'sign-in',
    title: error ? `Error: ${error.summary}` : 'Sign in',
    content: html`<h1>Sign in</h1>
      <p>You are about to sign in on <bdi>${clientName}</bdi>.</p>
      <form method="post" action="${action}">
        ${alert(error)}
        <label for="name">Your name</label>
        <input
          type="text"
          id="name"
          name="name"
          maxlength="${longestName}"
          required
          ${hasFocus && html`autofocus`}
          autocomplete="name"
          autocapitalize="words"
          spellcheck="false"
          aria-describedby="${error ? 'error hint' : 'hint'}"
          ${error && html` aria-invalid="true"`}
        />
        <p class="hint" id="hint">Any name works here, because this is a demonstration. There is no password.</p>
        <div class="buttons"><button type="submit">Sign in</button></div>
      </form>`,
  })
}

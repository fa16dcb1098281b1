import { html, type Html } from '../html.ts'

/** What went wrong with a form, and what to do about it. */
export interface FormError {
  summary: string
  advice: string
}

/** The error at the top of a form; its field points here with `aria-describedby="error"`. */
export function alert(error: FormError | undefined): Html | undefined {
  return (
    error &&
    html`<div class="alert" role="alert" id="error">
      <strong>${error.summary}</strong>
      <p>${error.advice}</p>
    </div>`
  )
}

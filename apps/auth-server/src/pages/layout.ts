import { html, type Html } from '../html.ts'
import { familyMark } from './marks.ts'
import { styleElement } from './style.ts'

/** The name of a page: it is the `id` of its `<main>`, so that scripts and tests know where they are. */
type PageId =
  | 'enter-code'
  | 'confirm'
  | 'sign-in'
  | 'consent'
  | 'success'
  | 'denied'
  | 'start-again'
  | 'too-many-tries'
  | 'problem'

interface Page {
  id: PageId
  title: string
  content: Html
}

/** A whole page. */
export function layout({ id, title, content }: Page): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Device Flow demo</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${styleElement}
      </head>
      <body>
        <header>
          ${familyMark}<span><strong>Sign-in</strong> Device Flow demo</span>
        </header>
        <main id="${id}">${content}</main>
        <footer>
          <p>This is a demonstration server. It asks for no password and forgets everything when it stops.</p>
        </footer>
      </body>
    </html> `.text
}

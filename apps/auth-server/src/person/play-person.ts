import { Browser, type VisitedPage } from './browser.ts'

/** What the played person does. */
export interface PersonOptions {
  /** The address that the device shows. */
  verificationUri: string
  /** The code that the device shows. It is typed in, unless `verificationUriComplete` is given. */
  userCode: string
  /** What the person says when asked for consent. */
  decision: 'approve' | 'deny'
  /** Who signs in; Ada by default. */
  name?: string
  /** The address in the device's QR code: the person follows it instead of typing. */
  verificationUriComplete?: string
  /** Ends the journey early. */
  signal?: AbortSignal
  /** The browser to use, with its cookies; a fresh one by default. */
  browser?: Browser
}

/** The journey has four pages, five by a link, and a few more when the person starts again. */
const MAX_PAGES = 8

function lostAt(page: VisitedPage, { userCode }: PersonOptions): Error {
  if (page.id === 'enter-code' && page.alert !== undefined) {
    return new Error(`the server does not take the code "${userCode}": ${page.alert}`)
  }
  return new Error(
    `the person got lost at the page "${page.id}" (${page.status} ${page.url.pathname})${page.alert ? `: ${page.alert}` : ''}`,
  )
}

/** What the person types or presses on a page; undefined on a page that asks nothing. */
function fieldsFor(
  page: VisitedPage,
  { userCode, decision, name = 'Ada' }: PersonOptions,
): Record<string, string> | undefined {
  switch (page.id) {
    case 'enter-code':
      return { user_code: userCode }
    case 'confirm':
      return { confirm: 'yes' }
    case 'sign-in':
      return { name }
    case 'consent':
      return { decision: decision === 'approve' ? 'allow' : 'deny' }
    default:
      return undefined
  }
}

/**
 * Plays the person with the phone over HTTP: enters the code, or follows the link and confirms the device; signs in, approves or denies.
 * Resolves when the server has the decision.
 *
 * @example
 * const { verificationUri } = await startAuthServer()
 * await playPerson({ verificationUri, userCode: 'WDJB-MJHT', decision: 'approve', name: 'Ada' })
 *
 * @throws an `Error` that says so when the server does not take the code, or names the page when the journey ends anywhere else, and as
 *   `fetch` does
 */
export async function playPerson(options: PersonOptions): Promise<void> {
  const { verificationUri, verificationUriComplete, decision, signal, browser = new Browser(signal) } = options
  const destination = decision === 'approve' ? 'success' : 'denied'
  let page = await browser.open(new URL(verificationUriComplete ?? verificationUri))
  for (let pages = 0; pages < MAX_PAGES && page.id !== destination; pages++) {
    const fields = fieldsFor(page, options)
    if (!fields || page.alert !== undefined || page.status !== 200) throw lostAt(page, options)
    page = await browser.submit(page, fields)
  }
  if (page.id !== destination) throw lostAt(page, options)
}

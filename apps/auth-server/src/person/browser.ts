import { CookieJar } from './cookie-jar.ts'
import { unescapeHtml } from '../html.ts'

const MOST_REDIRECTS = 5

/** A page as a person's script sees it. */
export interface VisitedPage {
  /** The id of its `<main>`, or a word for what came instead. */
  id: string
  status: number
  url: URL
  /** The page itself. */
  markup: string
  /** The text of its error, if it shows one. */
  alert?: string
  form?: { action: string; hidden: Record<string, string> }
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : unescapeHtml(value)
}

function plainText(markup: string): string {
  return unescapeHtml(markup.replace(/<[^>]*>|\s+/g, ' '))
    .replace(/ +/g, ' ')
    .trim()
}

function readPage(markup: string, status: number, url: URL): VisitedPage {
  const formTag = /<form[^>]*>/.exec(markup)?.[0]
  const inputs = (markup.match(/<input[^>]*>/g) ?? []).filter((tag) => attribute(tag, 'type') === 'hidden')
  const hidden = Object.fromEntries(inputs.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']))
  const alert = /role="alert"[^>]*>(.*?)<\/div>/s.exec(markup)?.[1]
  const id = attribute(/<main[^>]*>/.exec(markup)?.[0] ?? '', 'id') ?? 'something that is not a page of this server'
  return {
    id,
    status,
    url,
    markup,
    ...(alert !== undefined && { alert: plainText(alert) }),
    ...(formTag !== undefined && { form: { action: attribute(formTag, 'action') ?? '', hidden } }),
  }
}

/** A browser without a screen: follows redirects hop by hop, keeps cookies, submits the forms it is given. */
export class Browser {
  readonly #jar = new CookieJar()
  readonly #signal: AbortSignal | undefined

  constructor(signal?: AbortSignal) {
    this.#signal = signal
  }

  /** Opens an address. */
  open(url: URL): Promise<VisitedPage> {
    return this.#request(url)
  }

  /** Submits the form of a page with what was typed or pressed. */
  submit(page: VisitedPage, fields: Record<string, string>): Promise<VisitedPage> {
    if (!page.form) throw new Error(`the page "${page.id}" has no form`)
    return this.#request(new URL(page.form.action, page.url), new URLSearchParams({ ...page.form.hidden, ...fields }))
  }

  async #request(start: URL, form?: URLSearchParams): Promise<VisitedPage> {
    let url = start
    let body = form
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { accept: 'text/html', cookie: this.#jar.header(url.pathname) },
        redirect: 'manual',
        ...(body && { body }),
        ...(this.#signal && { signal: this.#signal }),
      })
      this.#jar.store(response.headers)
      const markup = await response.text()
      const location = response.headers.get('location')
      if (location === null) return readPage(markup, response.status, url)
      url = new URL(location, url)
      body = undefined
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects from ${start.pathname}`)
  }
}

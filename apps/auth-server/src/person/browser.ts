import { CookieJar } from 'tough-cookie'
import { readPage, type PageContent } from './read-page.ts'

const MAX_REDIRECTS = 5

/** A page as a scripted person sees it. */
export interface VisitedPage extends PageContent {
  status: number
  url: URL
  /** The page itself. */
  markup: string
}

/**
 * A browser without a screen: follows redirects hop by hop, keeps cookies, submits the forms it is given.
 *
 * Its methods reject with an `Error` after more than five redirects, and as `fetch` does.
 */
export class Browser {
  readonly #jar = new CookieJar()
  readonly #signal: AbortSignal | undefined

  /** @param signal ends all that this browser does */
  constructor(signal?: AbortSignal) {
    this.#signal = signal
  }

  /** Opens an address. */
  open(url: URL): Promise<VisitedPage> {
    return this.#request(url)
  }

  /**
   * Submits the form of a page with what was typed or pressed.
   *
   * @throws an `Error` when the page has no form
   */
  submit(page: VisitedPage, fields: Record<string, string>): Promise<VisitedPage> {
    if (!page.form) throw new Error(`the page "${page.id}" has no form`)
    return this.#request(new URL(page.form.action, page.url), new URLSearchParams({ ...page.form.hidden, ...fields }))
  }

  async #request(start: URL, form?: URLSearchParams): Promise<VisitedPage> {
    let url = start
    let body = form
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { accept: 'text/html', cookie: await this.#jar.getCookieString(url.href) },
        redirect: 'manual',
        ...(body && { body }),
        ...(this.#signal && { signal: this.#signal }),
      })
      for (const cookie of response.headers.getSetCookie()) await this.#jar.setCookie(cookie, url.href)
      const markup = await response.text()
      const location = response.headers.get('location')
      if (location === null) return { ...readPage(markup), status: response.status, url, markup }
      url = new URL(location, url)
      body = undefined
    }
    throw new Error(`more than ${MAX_REDIRECTS} redirects from ${start.pathname}`)
  }
}

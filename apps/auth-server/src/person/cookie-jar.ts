interface Cookie {
  name: string
  value: string
  path: string
}

/** The cookies of one browser at one server, by path (RFC 6265 §5, as far as this server goes). */
export class CookieJar {
  #cookies: Cookie[] = []

  /** Takes what a response sets. */
  store(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/'
      this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path)
      if (value !== '') this.#cookies.push({ name, value, path })
    }
  }

  /** The `Cookie` header for a request. */
  header(path: string): string {
    const covers = (cookie: Cookie): boolean =>
      path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/'))
    return this.#cookies
      .filter(covers)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }
}

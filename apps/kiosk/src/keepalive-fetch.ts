/**
 * Makes a `fetch` whose requests outlive the page (`keepalive`) when they are sent while it goes away, such as the revocation of a session
 * that is on screen during a reload. All other requests end with the page, as a poll must: nobody would be left to take its tokens.
 */
export function createKeepaliveFetch(page: Window = window): typeof fetch {
  let isLeaving = false
  page.addEventListener('pagehide', () => (isLeaving = true), { capture: true })
  page.addEventListener('pageshow', () => (isLeaving = false))
  return (input, init) => page.fetch(input, { ...init, keepalive: isLeaving })
}

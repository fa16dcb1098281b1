/** A viewer's address, made absolute. */
export interface ViewerAddress {
  href: string
  origin: string
}

/**
 * Returns where a viewer is, and the one origin that messages go to and are accepted from.
 *
 * @throws TypeError when the address is not http(s): of a file, browsers cannot tell one from another
 */
export function viewerAddress(url: string | URL, page: Window): ViewerAddress {
  const { href, origin, protocol } = new URL(url, page.location.href)
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new TypeError(`An inspector's viewer must be served over http(s), not ${protocol} (${href})`)
  }
  return { href, origin }
}

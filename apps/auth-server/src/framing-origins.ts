import { isLoopback } from '@device-flow/untrusted'

/**
 * Whose pages may hold the server's pages in a frame. Nobody's by default: a page that frames _Allow_ can lay something else over it, and a
 * click meant for that approves a device (clickjacking). So it is origins of this computer alone, each by its name: a browser holds every
 * page around the frame to that list, and a page that is let in has to forbid to be framed by others itself.
 */
export class FramingOrigins extends Set<string> {
  /**
   * Lets in the origin of an address.
   *
   * @throws a `TypeError` when it is not one of this computer
   */
  allow(url: string): void {
    const { origin, hostname } = new URL(url)
    if (!isLoopback(hostname)) throw new TypeError(`${origin} is not on this computer, and may frame nothing here.`)
    this.add(origin)
  }
}

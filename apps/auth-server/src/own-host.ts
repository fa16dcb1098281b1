import type { IncomingMessage, RequestListener } from 'node:http'
import { isLoopback } from '@device-flow/untrusted'

/** The authority of an http address, without user information, which no client may send (RFC 9110 §4.2.4, §7.2). */
const AUTHORITY = /^(\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(:\d*)?$/i

/** The hosts that a request names: in its header, and in the request line where that has a whole address (RFC 9112 §3.2.2). */
function hostsOf({ headersDistinct, url = '' }: IncomingMessage): string[] {
  const inRequestLine = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1]
  return [...(headersDistinct['host'] ?? ['']), ...(inRequestLine === undefined ? [] : [inRequestLine])]
}

function isWellFormed(host: string): boolean {
  return AUTHORITY.test(host) && URL.canParse(`http://${host}`)
}

/** On any port: a forwarded one has another number. */
function isForThisComputer(host: string, ownAddress: string | undefined): boolean {
  const { hostname } = new URL(`http://${host}`)
  return isLoopback(hostname) || (ownAddress !== undefined && hostname === new URL(`http://${ownAddress}`).hostname)
}

/**
 * The same listener, for requests that mean this computer. A page of another site can have its own name resolve to 127.0.0.1 (DNS
 * rebinding), and a response would point to whatever host was asked for: another host gets 421 (RFC 9110 §15.5.20), and no host at all 400.
 *
 * @param ownAddress the address of this computer in a network that is served, too, as an address of the web has it
 */
export function forThisComputer(listener: RequestListener, ownAddress?: string): RequestListener {
  return (request, response) => {
    const hosts = hostsOf(request)
    const refuse = (status: number, why: string): void =>
      void response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(why)
    if (!hosts.every(isWellFormed)) return refuse(400, 'This request names no host, or something that is none.')
    if (!hosts.every((host) => isForThisComputer(host, ownAddress)))
      return refuse(421, 'This server is for this computer alone. Open it by 127.0.0.1.')
    return listener(request, response)
  }
}

import type { IncomingMessage } from 'node:http'
import { isLoopback } from '@device-flow/untrusted'

/**
 * Whether a request means this computer. A page of another site can have its own name resolve to 127.0.0.1 (DNS rebinding); its browser
 * then still names that site here.
 */
export function isForLoopback({ headers }: IncomingMessage): boolean {
  return headers.host !== undefined && isHere(`http://${headers.host}`)
}

/** Whether a viewer asks: the page of this very server. A page of any other origin could else read along. */
export function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin === `http://${headers.host}`
}

/** Whether a login asks: a process, which names no origin, or a page on this computer. */
export function isLogin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || isHere(headers.origin)
}

function isHere(address: string): boolean {
  return URL.canParse(address) && isLoopback(new URL(address).hostname)
}

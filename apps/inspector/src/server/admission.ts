import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a request means this computer. A page of another site can have its own name resolve to 127.0.0.1 (DNS rebinding); its browser
 * then still names that site here.
 */
export function isForLoopback({ headers }: IncomingMessage): boolean {
  return headers.host !== undefined && isLoopback(`http://${headers.host}`)
}

/** Whether a viewer asks: the page of this very server. A page of any other origin could else read along. */
export function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin === `http://${headers.host}`
}

/** Whether a login asks: a process, which names no origin, or a page on this computer. */
export function isLogin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || isLoopback(headers.origin)
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && LOOPBACK.has(new URL(address).hostname)
}

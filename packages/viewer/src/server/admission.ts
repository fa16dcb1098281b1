import type { IncomingMessage } from 'node:http'
import { isLoopback } from '@device-flow/untrusted'

/**
 * Whether a request names this computer as its host. A page of another site can have its own name resolve to 127.0.0.1 (DNS rebinding);
 * its browser still sends that name in the `Host` header.
 */
export function isForLoopback({ headers }: IncomingMessage): boolean {
  return headers.host !== undefined && isOnLoopback(`http://${headers.host}`)
}

/** Whether a request comes from the page that this server serves. Otherwise a page of any origin could read along. */
export function isOwnPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin === `http://${headers.host}`
}

/** Whether a request comes from a login: from a process, which sends no origin, or from a page on this computer. */
export function isLogin({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined || isOnLoopback(headers.origin)
}

function isOnLoopback(address: string): boolean {
  return URL.canParse(address) && isLoopback(new URL(address).hostname)
}

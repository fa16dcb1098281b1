// `new URL` has normalised the many ways to write an address: `127.1`, `2130706433` and `0x7f.1` are `127.0.0.1` here.
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Whether the host name of a URL is this very machine: `localhost`, 127.0.0.0/8 or `[::1]`. A name below `localhost` is only so in
 * browsers, which resolve it themselves (RFC 6761 §6.3); Node and others ask DNS, where another machine may answer.
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname) || (hostname.endsWith('.localhost') && isBrowser())
}

function isBrowser(): boolean {
  const { process, navigator } = globalThis as {
    process?: { versions?: { node?: string } }
    navigator?: { userAgent?: string }
  }
  return !process?.versions?.node && navigator?.userAgent?.startsWith('Mozilla/5.0 ') === true
}

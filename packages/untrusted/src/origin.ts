import { isLoopback } from './loopback.ts'

/**
 * Gives the origin of a URL that a secret may be sent to: over https, or to this very machine, where nothing leaves it. Undefined for any
 * other, and for what is no URL.
 */
export function secureOrigin(url: string): string | undefined {
  try {
    const { protocol, hostname, origin } = new URL(url)
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)) ? origin : undefined
  } catch {
    return undefined
  }
}

/** Gives the origins of the APIs that tokens are for. An `audience` need not be a URL: one that is none names no origin. */
export function originsOfApis({
  audience,
  resources = [],
}: {
  audience?: string | undefined
  resources?: readonly string[] | undefined
}): string[] {
  const apis = audience === undefined ? resources : [audience, ...resources]
  return apis.map(secureOrigin).filter((origin) => origin !== undefined)
}

/** Whether a value is such an origin, and no more than that: `https://api.example.com`, with or without a slash at its end. */
export function isSecureOrigin(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const origin = secureOrigin(value)
  return origin !== undefined && new URL(value).href === `${origin}/`
}

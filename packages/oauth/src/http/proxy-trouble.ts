/** What Node says of an address that it looked up, or connected to. */
interface Connecting extends Error {
  code?: unknown
  syscall?: unknown
  hostname?: unknown
  port?: unknown
  errors?: readonly Connecting[]
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/**
 * The error of a request, whose cause says by its code when it is a proxy that could not be found or reached: of the server, which nobody
 * has asked, that would say the wrong thing. It is known by its name, or by its port; an error without a port says itself what it is of, as
 * those of the dispatcher of `@device-flow/node` do.
 */
export function atProxy(error: unknown, url: string): unknown {
  const target = new URL(url)
  const { cause } = error as { cause?: Connecting }
  if (!(cause instanceof Error)) return error
  const tried = cause.errors?.[0] ?? cause
  const isElsewhere =
    (tried.syscall === 'getaddrinfo' && tried.hostname !== target.hostname) ||
    (tried.syscall === 'connect' &&
      tried.port &&
      tried.port !== (Number(target.port) || DEFAULT_PORTS[target.protocol]))
  if (!isElsewhere) return error
  // Alone: the deepest cause is the one that is told.
  const { code, syscall } = tried
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('the proxy'), { code: `${String(code)} at the proxy`, syscall }),
  })
}

import { Agent, fetch as fetchOfUndici } from 'undici'

/** A `fetch` that trusts one certificate, and no other: Node's own takes such from its environment alone, before it starts. */
export function trustingFetch(cert: string): typeof globalThis.fetch {
  const dispatcher = new Agent({ connect: { ca: cert } })
  // The same fetch as Node's, of which it is the source; only their types are strangers to each other.
  const fetch = (input: unknown, init: object = {}): unknown => fetchOfUndici(input as string, { ...init, dispatcher })
  return fetch as typeof globalThis.fetch
}

import { createChunk } from '@device-flow/untrusted'

/** Only where undici is what is underneath fetch, in Node, is there something to hold it to. */
const inNode = createChunk(async () => (await import('./fetch-once.ts')).fetchOnce)

/** The platform's fetch, whichever that is at each call. In Node it sends nothing twice by itself: see `fetchOnce`. */
export const platformFetch: typeof globalThis.fetch = (input, init) => {
  const { process } = globalThis as { process?: { versions?: { undici?: string } } }
  if (!process?.versions?.undici) return globalThis.fetch(input, init)
  return inNode.code ? inNode.code(input, init) : inNode.load().then((fetchOnce) => fetchOnce(input, init))
}

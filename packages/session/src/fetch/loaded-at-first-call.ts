import { createChunk, NOT_LOADED } from '@device-flow/untrusted'
import { signalOf, withSignal } from './with-signal.ts'

type Fetch = typeof globalThis.fetch

/**
 * Gives a `fetch` whose code comes with its first call. Those who call meanwhile share one load. When it fails, they reject as a `fetch`
 * without a network does, and the next call loads anew.
 */
export function loadedAtFirstCall(load: () => Promise<Fetch>): Fetch {
  const chunk = createChunk(load)

  const loadNow = (): Promise<Fetch> =>
    chunk.load().catch((cause: unknown) => {
      throw new TypeError(NOT_LOADED, { cause })
    })

  return async (input, init) => {
    // A URL may be changed while the code is on its way.
    const target = input instanceof URL ? input.href : input
    // Not awaited once it is there: a later call is sent in this turn, as by a bare fetch.
    const fetch = chunk.code ?? (await withSignal(loadNow(), signalOf(input, init)))
    return fetch(target, init)
  }
}

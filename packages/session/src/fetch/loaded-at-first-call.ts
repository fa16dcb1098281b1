import { signalOf, withSignal } from './with-signal.ts'

type Fetch = typeof globalThis.fetch

/**
 * Gives a `fetch` whose code comes with its first call. Those who call meanwhile share one load. When it fails, they reject as a `fetch`
 * without a network does, and the next call loads anew.
 */
export function loadedAtFirstCall(load: () => Promise<Fetch>): Fetch {
  let loaded: Fetch | undefined
  let loading: Promise<Fetch> | undefined

  async function loadNow(): Promise<Fetch> {
    try {
      return (loaded = await load())
    } catch (cause) {
      loading = undefined
      throw new TypeError('The code of the authorized fetch cannot be loaded. Try again, or reload the page.', {
        cause,
      })
    }
  }

  return async (input, init) => {
    // A URL may be changed while the code is on its way.
    const target = input instanceof URL ? input.href : input
    // Not awaited once it is there: a later call is sent in this turn, as by a bare fetch.
    const fetch = loaded ?? (await withSignal((loading ??= loadNow()), signalOf(input, init)))
    return fetch(target, init)
  }
}

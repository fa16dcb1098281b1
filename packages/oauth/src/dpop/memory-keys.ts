import type { DpopKeyPair, DpopKeys } from '@device-flow/machine'

/** Keeps keys in memory: a session that outlives the page or process is over then. */
export function memoryKeys(): DpopKeys {
  const pairs = new Map<string, DpopKeyPair>()
  return {
    needsExtractable: false,
    get: async (name) => pairs.get(name),
    async add(name, pair) {
      const kept = pairs.get(name) ?? pair
      pairs.set(name, kept)
      return kept
    },
  }
}

import type { ConditionalStore, StoredValue } from '../../src/stores/store.ts'

/** A store whose values a test can look at and change. */
export function mapStore(values = new Map<string, StoredValue>()): ConditionalStore & { values: typeof values } {
  return {
    writers: 'many',
    kind: 'map',
    values,
    read: (key) => Promise.resolve(values.get(key)),
    async writeIf(key, revision, next) {
      if ((values.get(key)?.revision ?? 0) !== revision) return false
      values.set(key, next)
      return true
    },
    setAside: async () => {},
  }
}

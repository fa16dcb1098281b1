import { inProcessLock } from '../locks/in-process-lock.ts'
import type { ConditionalStore, StoredValue } from './store.ts'
import { asideKey } from './stored-value.ts'

/**
 * Creates a store that keeps for as long as it is referred to: for tests, and for a session that all of one process shares.
 *
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { memoryStore, withSession } from '@device-flow/session'
 *
 * declare const services: DeviceFlowServices
 * export const kept = withSession(services, { store: memoryStore() })
 * ```
 */
export function memoryStore(): ConditionalStore {
  const values = new Map<string, StoredValue>()
  const watchers = new Set<{ key: string; listener: () => void }>()
  return {
    kind: 'memory',
    writers: 'many',
    lock: inProcessLock(),
    read: async (key) => values.get(key),
    async writeIf(key, revision, next) {
      if ((values.get(key)?.revision ?? 0) !== revision) return false
      values.set(key, next)
      return true
    },
    async setAside(key) {
      const value = values.get(key)
      if (value) values.set(asideKey(key), value)
      values.delete(key)
    },
    watch(key, listener) {
      const watcher = { key, listener }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    notify(key) {
      for (const watcher of watchers) if (watcher.key === key) watcher.listener()
    },
  }
}

import type { AppStore } from './app-store-types.ts'
import { memoryDescription } from './describe.ts'

/** An app store that writes nothing down. */
export function memoryAppStore(): AppStore {
  // Not imported above: the main entry brings the chart along, which a process that only prints a kept token does without.
  const memory = import('@device-flow/session').then(({ memoryStore }) => memoryStore())
  const keys = new Set<string>()

  return {
    kind: 'memory',
    writers: 'many',
    lock: { acquire: async (name, request) => (await memory).lock?.acquire(name, request) ?? 'impossible' },
    read: async (key) => (await memory).read(key),
    async writeIf(key, revision, next) {
      keys.add(key)
      return (await memory).writeIf(key, revision, next)
    },
    watch(key, listener) {
      const watching = memory.then((store) => store.watch?.(key, listener))
      return () => void watching.then((stop) => stop?.())
    },
    notify: (key) => void memory.then((store) => store.notify?.(key)),
    keys: async () => [...keys],
    probe: async () => {},
    protectionOf: async () => undefined,
    writeProblem: async () => undefined,
    describe: async () => memoryDescription,
    setAside: async () => {},
  }
}

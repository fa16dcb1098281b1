import type { ConditionalStore } from '@device-flow/session/encrypted'

/** What an app store remembers beside its records: which protection was chosen, and where each one's key is. */
export interface Settings {
  read(name: string): Promise<string | undefined>
  /** Writes what is not there yet, and resolves to what is there then: of two processes at once, both get the one's. */
  create(name: string, text: string): Promise<string>
  /** Writes over what is there. */
  replace(name: string, text: string): Promise<void>
}

/** Keeps settings in a store. */
export function settingsIn(store: ConditionalStore): Settings {
  return {
    read: async (name) => (await store.read(name))?.text,
    async create(name, text) {
      await store.writeIf(name, 0, { revision: 1, text })
      return (await store.read(name))?.text ?? text
    },
    async replace(name, text) {
      for (;;) {
        const stored = await store.read(name)
        if (stored?.text === text) return
        const revision = stored?.revision ?? 0
        if (await store.writeIf(name, revision, { revision: revision + 1, text })) return
      }
    },
  }
}

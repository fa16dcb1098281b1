import type { ConditionalStore } from '@device-flow/session/encrypted'
import { problemOf } from './store-problem.ts'

/** What an app store remembers beside its records: which protection was chosen, and where each one's key is. */
export interface Settings {
  read(name: string): Promise<string | undefined>
  /** Writes what is not there yet, and resolves to what is there then: of two processes at once, both get the one's. */
  create(name: string, text: string): Promise<string>
  /** Writes over what is there. */
  replace(name: string, text: string): Promise<void>
}

/** Keeps settings in a store. What is damaged there is moved aside by whoever writes. */
export function settingsIn(store: ConditionalStore): Settings {
  async function moveDamagedAside(name: string): Promise<void> {
    if ((await problemOf(store.read(name)))?.problem === 'damaged') await store.setAside(name)
  }

  return {
    read: async (name) => (await store.read(name))?.text,
    async create(name, text) {
      await moveDamagedAside(name)
      await store.writeIf(name, 0, { revision: 1, text })
      return (await store.read(name))?.text ?? text
    },
    async replace(name, text) {
      await moveDamagedAside(name)
      for (;;) {
        const stored = await store.read(name)
        if (stored?.text === text) return
        const revision = stored?.revision ?? 0
        if (await store.writeIf(name, revision, { revision: revision + 1, text })) return
      }
    },
  }
}

import type { ConditionalStore } from '@device-flow/node/store'
import { isStoreError } from '../failure/store-error.ts'

/** A store, and what it failed by last. */
interface RememberedFailures {
  readonly store: ConditionalStore
  /** Says what the store said; undefined while it reads and writes. */
  lastFailure(): string | undefined
}

/** Remembers what a store fails by: who keeps a session in it hears that it is not kept, and not why. */
export function rememberFailures(store: ConditionalStore): RememberedFailures {
  let message: string | undefined

  async function remembering<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work
      message = undefined
      return result
    } catch (error) {
      if (isStoreError(error)) ({ message } = error)
      throw error
    }
  }

  return {
    store: {
      ...store,
      read: (key) => remembering(store.read(key)),
      writeIf: (key, revision, next) => remembering(store.writeIf(key, revision, next)),
    },
    lastFailure: () => message,
  }
}

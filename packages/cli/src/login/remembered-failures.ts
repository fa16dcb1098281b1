import type { ConditionalStore } from '@device-flow/node/store'
import { isStoreError } from '../failure/store-error.ts'
import type { StoreError } from '../failure/store-error.ts'

/** A store, and what it failed by last. */
export interface RememberedFailures {
  readonly store: ConditionalStore
  /** Says what the store said; undefined while it reads and writes. */
  lastFailure(): string | undefined
  /** Whether that may pass by itself: room may be made, and a store may answer again. */
  mayPass(): boolean
}

const PASSING: ReadonlySet<unknown> = new Set(['full', 'unavailable'])

/** Remembers what a store fails by: who keeps a session in it hears that it is not kept, and not why. */
export function rememberFailures(store: ConditionalStore): RememberedFailures {
  let last: StoreError | undefined

  async function remembering<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work
      last = undefined
      return result
    } catch (error) {
      if (isStoreError(error)) last = error
      throw error
    }
  }

  return {
    store: {
      ...store,
      read: (key) => remembering(store.read(key)),
      writeIf: (key, revision, next) => remembering(store.writeIf(key, revision, next)),
    },
    lastFailure: () => last?.message,
    mayPass: () => last !== undefined && PASSING.has(last.problem),
  }
}

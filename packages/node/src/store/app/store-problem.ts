import { SessionStoreError } from '@device-flow/session/encrypted'

/** What is wrong with work on a store; undefined when it succeeds. */
export async function problemOf(work: Promise<unknown>): Promise<SessionStoreError | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof SessionStoreError) return error
    throw error
  }
}

/** Whether a key is gone for good, and another one can be made in its place. */
export function isKeyGone(error: SessionStoreError | undefined): boolean {
  return error?.problem === 'keyLost' || error?.problem === 'damaged'
}

/** Takes what is damaged for nothing. */
export function ifDamaged(error: unknown): undefined {
  if (error instanceof SessionStoreError && error.problem === 'damaged') return undefined
  throw error
}

/** Takes what nobody here has the key of for nothing. */
export function ifLost(error: unknown): undefined {
  if (error instanceof SessionStoreError && error.problem === 'keyLost') return undefined
  throw error
}

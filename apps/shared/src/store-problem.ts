import { SessionStoreError, type StoreProblem } from '@device-flow/session'

/** What is wrong with the storage of a device, where that is what an error comes from; undefined where it is not. */
export function storeProblemOf(error: unknown): StoreProblem | undefined {
  if (error instanceof SessionStoreError) return error.problem
  return error instanceof Error ? storeProblemOf(error.cause) : undefined
}

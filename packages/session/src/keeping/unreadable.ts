import type { SessionStoreError, StoreProblem } from '../stores/store-error.ts'

const UNREADABLE: ReadonlySet<StoreProblem> = new Set(['damaged', 'otherVersion', 'otherClient', 'keyLost'])

/** Whether it is what no other try will read. All else may pass: a disk that fills up, a keyring that is locked. */
export function isUnreadable(error: unknown): boolean {
  return UNREADABLE.has((error as SessionStoreError).problem)
}

import { SessionStoreError } from '@device-flow/session/encrypted'

/** Waits no longer than `limitMs`: a network drive that is gone may never answer. */
export function withTimeLimit<T>(work: Promise<T>, limitMs: number, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SessionStoreError('unavailable', message)), limitMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

import { SessionStoreError } from '@device-flow/session/encrypted'
import { toStoreError } from './file-errors.ts'

const LIMIT_MS = 10_000

/**
 * Waits for work on files, and no longer than 10 s: a network drive that is gone may never answer.
 *
 * @throws SessionStoreError which names the path
 */
export function inTime<T>(path: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      const message = `${path} did not answer within ${LIMIT_MS / 1000} s. Look after the disk.`
      reject(new SessionStoreError('unavailable', message))
    }
    const timer = setTimeout(giveUp, LIMIT_MS)
    work.then(resolve, (error: unknown) => reject(toStoreError(error, path))).finally(() => clearTimeout(timer))
  })
}

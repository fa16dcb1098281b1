import { stat } from 'node:fs'
import { inTime } from './time-limit.ts'

/**
 * Waits until the drive of a folder answers, be it that there is no such folder. What is read at once afterwards knows no time limit: it
 * would wait for as long as a network drive is gone.
 *
 * @throws SessionStoreError `unavailable` after 10 s
 */
export function untilAnswered(folder: string): Promise<void> {
  return inTime(folder, new Promise((resolve) => stat(folder, () => resolve())))
}

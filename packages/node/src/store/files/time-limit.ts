import { SessionStoreError } from '@device-flow/session/encrypted'
import { withDeadline, type TimerClock } from '@device-flow/untrusted'
import { toStoreError } from './file-errors.ts'

const LIMIT_MS = 10_000

/** As the one of the machine, without which this loads. */
const systemTimers: TimerClock = {
  monotonic: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * Waits for work on files, and no longer than 10 s: a network drive that is gone may never answer. A process that was stopped, or had no
 * turn for so long on a busy machine, hears first what the drive has long answered.
 *
 * @throws SessionStoreError which names the path
 */
export function inTime<T>(path: string, work: Promise<T>, clock: TimerClock = systemTimers): Promise<T> {
  const timedOut = (): SessionStoreError =>
    new SessionStoreError('unavailable', `${path} did not answer within ${LIMIT_MS / 1000} s. Look after the disk.`)
  const known = work.catch((error: unknown) => {
    throw toStoreError(error, path)
  })
  return withDeadline({ clock, limitMs: LIMIT_MS, timedOut }, () => known)
}

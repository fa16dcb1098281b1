import { isDeviceFlowError } from '@device-flow/machine'

/**
 * How long the server has asked to be left alone from now on (`Retry-After`), in whole seconds; undefined where a failure says nothing of
 * it, or it is over.
 */
export function secondsToWait(failure: unknown): number | undefined {
  const { retryAt } = isDeviceFlowError(failure) ? failure : {}
  if (retryAt === undefined) return undefined
  const seconds = Math.ceil((retryAt - Date.now()) / 1000)
  // What a server writes that has no end is no number of seconds.
  return seconds > 0 && Number.isSafeInteger(seconds) ? seconds : undefined
}

/** A wait in words, rounded up: who comes sooner is sent away again. */
export function waitInWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.ceil(seconds / 3600)} h` : `${Math.ceil(seconds / 86_400)} days`
}

import type { AwaitingUserView } from '@device-flow/machine'

/**
 * How long a code lives on, ms. Where the clock was set back after it came, nobody knows how long ago that was, but no code has more
 * than its whole life left.
 *
 * @param now wall clock, ms since the epoch
 */
export function codeLifeLeft(
  { expiresAt, receivedAt }: Pick<AwaitingUserView, 'expiresAt' | 'receivedAt'>,
  now: number,
): number {
  return expiresAt - Math.max(now, receivedAt)
}

import type { AwaitingUserView } from '@device-flow/machine'

const CALM = 'This screen goes on by itself as soon as you are done.'
const NOTICED = 'Thank you. This takes a few seconds.'
const UNSTEADY_NOTICED = 'The connection is unsteady. Your code stays valid, and this screen is trying again.'
const UNSTEADY = 'The connection is unsteady. Your code stays valid, and this screen keeps checking.'
// Without a number: each time that it grew, a screen reader would read it out.
const OUTAGE =
  'The sign-in service has not answered for a while. Your code may still work until its time is up; this screen keeps trying.'

/** What stands below the code while the person is away with their phone, or has just said that they are done. */
export function waitingWords(
  { blips, outage }: Pick<AwaitingUserView, 'blips' | 'outage'>,
  isNoticed: boolean,
): string {
  if (outage) return OUTAGE
  if (blips > 0) return isNoticed ? UNSTEADY_NOTICED : UNSTEADY
  return isNoticed ? NOTICED : CALM
}

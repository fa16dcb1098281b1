import type { AwaitingUserView } from '@device-flow/machine'

/** What has come of "I have signed in": not said yet, being asked, or asked and the server knows of nothing. */
export type HintState = 'none' | 'asking' | 'notYet'

const WORDS: Record<HintState, string> = {
  none: 'This screen goes on by itself as soon as you are done.',
  asking: 'Thank you. This takes a few seconds.',
  notYet: 'Not yet: finish on your phone, and this screen goes on by itself.',
}
const UNSTEADY_ASKING = 'The connection is unsteady. Your code stays valid, and this screen is trying again.'
const UNSTEADY = 'The connection is unsteady. Your code stays valid, and this screen keeps checking.'
// Without a number: each time that it grew, a screen reader would read it out.
const OUTAGE =
  'The sign-in service has not answered for a while. Your code may still work until its time is up; this screen keeps trying.'

/** What stands below the code while the person is away with their phone, or has said that they are done. */
export function waitingWords(
  { blips, outage, advice }: Pick<AwaitingUserView, 'blips' | 'outage' | 'advice'>,
  hint: HintState,
): string {
  if (outage) return OUTAGE
  if (blips > 0) return hint === 'asking' ? UNSTEADY_ASKING : UNSTEADY
  return hint === 'none' && advice ? advice.text : WORDS[hint]
}

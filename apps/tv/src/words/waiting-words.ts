const CALM = 'This screen goes on by itself as soon as you are done.'
const NOTICED = 'Thank you. This takes a few seconds.'
const UNSTEADY_NOTICED = 'The connection is unsteady. Your code stays valid, and this screen is trying again.'
const UNSTEADY = 'The connection is unsteady. Your code stays valid, and this screen keeps checking.'

/** What stands below the code while the person is away with their phone, or has just said that they are done. */
export function waitingWords(isUnsteady: boolean, isNoticed: boolean): string {
  if (isUnsteady) return isNoticed ? UNSTEADY_NOTICED : UNSTEADY
  return isNoticed ? NOTICED : CALM
}

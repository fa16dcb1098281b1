import type { DeviceFlowError } from '@device-flow/machine'
import type { StoreProblem } from '@device-flow/session'
import { storeProblemOf } from '@device-flow/app-shared/store-problem'

/** What is said when the TV cannot read what it has kept of a sign-in. */
export interface UnreadableWords {
  title: string
  advice: string
  /** It may be gone in a moment: to try again comes first, to sign in second. */
  mayPass: boolean
}

const DENIED: UnreadableWords = {
  title: 'This TV lets the app keep nothing',
  advice:
    'You can sign in, until the TV is switched off. To stay signed in, allow site data for this app in the TV’s settings.',
  mayPass: false,
}
const LOST: UnreadableWords = {
  title: 'Please sign in once more',
  advice:
    'This TV cannot read any more what it had kept of your sign-in. From the next one on, it stays signed in again.',
  mayPass: false,
}
const NO_ANSWER: UnreadableWords = {
  title: 'This TV cannot look up your sign-in',
  advice:
    'Its storage does not answer. Try again in a moment, or switch the TV off and on. To sign in works all the same.',
  mayPass: true,
}

const WORDS: Partial<Record<StoreProblem, UnreadableWords>> = {
  denied: DENIED,
  damaged: LOST,
  keyLost: LOST,
  otherVersion: LOST,
  otherClient: LOST,
}

/** The words for why the kept session cannot be read. */
export function unreadableWords(error: DeviceFlowError): UnreadableWords {
  return WORDS[storeProblemOf(error) ?? 'unavailable'] ?? NO_ANSWER
}

import type { DeviceFlowError } from '@device-flow/machine'
import { problemKind } from '@device-flow/app-shared/problem-kind'
import { storeProblemOf } from '@device-flow/app-shared/store-problem'

/** What is said during an outage: the session cannot be used for now, but it is not lost. */
export interface InterruptedWords {
  title: string
  advice: string
}

const OFFLINE: InterruptedWords = {
  title: 'There is no connection',
  advice: 'You are still signed in. Check that this TV is connected to the internet; it goes on where you were.',
}
const TROUBLE: InterruptedWords = {
  title: 'The sign-in service has trouble',
  advice: 'You are still signed in, and you did nothing wrong. Try again in a moment.',
}

const OTHER_WINDOW: InterruptedWords = {
  title: 'Another window is busy',
  advice:
    'You are still signed in. This app is open in another window too, which has not finished yet. Wait a moment, or close it.',
}
const STORAGE_TROUBLE: InterruptedWords = {
  title: 'This TV’s storage has trouble',
  advice: 'You are still signed in, but this TV cannot read what it keeps of that. Switch it off and on if this stays.',
}

/** The words for why a session is out of reach. */
export function interruptedWords(error: DeviceFlowError): InterruptedWords {
  if (storeProblemOf(error)) return STORAGE_TROUBLE
  if (error.reason === 'busy') return OTHER_WINDOW
  return problemKind(error) === 'offline' ? OFFLINE : TROUBLE
}

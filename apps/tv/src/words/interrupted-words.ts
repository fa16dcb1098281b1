import type { DeviceFlowReason } from '@device-flow/machine'

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

/** The words for the reason that a session is out of reach. */
export function interruptedWords(reason: DeviceFlowReason): InterruptedWords {
  return reason === 'offline' ? OFFLINE : TROUBLE
}

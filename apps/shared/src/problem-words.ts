import type { DeviceFlowError, SessionEnd } from '@device-flow/machine'
import { capital } from './capital.ts'
import { problemKind, type ProblemKind } from './problem-kind.ts'

/** What a problem screen says: what happened, what to do, and what the main button does. */
export interface ProblemWords {
  title: string
  advice: string
  action: string
}

const words = (device: string): Record<Exclude<ProblemKind, 'signedOut'>, ProblemWords> => ({
  denied: {
    title: 'Sign-in was not allowed',
    advice: `Somebody said no on the phone, or this account may not be used here. Nothing was shared with ${device}.`,
    action: 'Try again',
  },
  expired: {
    title: 'The code has run out',
    advice: 'It can no longer be used. Have your phone or computer at hand, and get a new one.',
    action: 'Get a new code',
  },
  unknownCode: {
    title: 'The code is no longer good',
    advice: 'The sign-in service does not know it any more. Get a new one, and use that.',
    action: 'Get a new code',
  },
  offline: {
    title: 'There is no connection',
    advice: `The sign-in service cannot be reached. Check that ${device} is connected to the internet, then try again.`,
    action: 'Try again',
  },
  serverTrouble: {
    title: 'The sign-in service has trouble',
    advice: 'It does not answer as it should. You did nothing wrong. Try again in a while.',
    action: 'Try again',
  },
  broken: {
    title: 'Sign-in does not work right now',
    advice: 'You did nothing wrong. Try again in a moment; if it stays like this, tell the people who run this app:',
    action: 'Try again',
  },
})

const signedOut = (device: string): Record<SessionEnd, ProblemWords> => ({
  server: {
    title: 'You were signed out',
    advice: `Your session has ended, or somebody withdrew ${device}’s access. Sign in again to go on.`,
    action: 'Sign in',
  },
  elsewhere: {
    title: 'You were signed out',
    advice: 'That was done in another window of this app. Sign in again to go on.',
    action: 'Sign in',
  },
  storage: {
    title: `${capital(device)} has forgotten you`,
    advice: 'What it had kept of your sign-in was cleared. Sign in again to go on.',
    action: 'Sign in',
  },
})

/** The words for what a login ended with, on what people call `this TV`. */
export function problemWords(error: DeviceFlowError, device: string): ProblemWords {
  const kind = problemKind(error)
  return kind === 'signedOut' ? signedOut(device)[error.endedBy ?? 'server'] : words(device)[kind]
}

/** Whether only somebody technical can help, so that the error's own message belongs on the screen. */
export function needsSupport(error: DeviceFlowError): boolean {
  return problemKind(error) === 'broken'
}

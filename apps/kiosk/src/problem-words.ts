import { problemKind, type ProblemKind } from '@device-flow/app-shared/problem-kind'
import type { DeviceFlowError } from '@device-flow/machine'

/** What a person is told when signing in did not work. */
export interface ProblemWords {
  title: string
  what: string
  todo: string
  /** What the first button says. */
  again: string
  /** Whether it takes someone who works here; then the error's own message is shown for them. */
  needsStaff: boolean
}

const NOT_YOU: ProblemWords = {
  title: 'This counter has a problem',
  what: 'It is nothing you did, and you are not signed in.',
  todo: 'Please ask at the desk: they can hand you your order too.',
  again: 'Try again',
  needsStaff: true,
}

const WORDS: Record<ProblemKind, ProblemWords> = {
  denied: {
    title: 'Your phone said no',
    what: 'You are not signed in, and nothing was shared with this counter.',
    todo: 'If that was a slip, try again. If it was not you, just walk away.',
    again: 'Try again',
    needsStaff: false,
  },
  expired: {
    title: 'The code ran out',
    what: 'A code is good for a short time only, and nobody used this one.',
    todo: 'Have your phone ready, then get a new code.',
    again: 'Get a new code',
    needsStaff: false,
  },
  unknownCode: {
    title: 'The code is no longer good',
    what: 'The sign-in service does not know it any more. You are not signed in.',
    todo: 'Have your phone ready, then get a new code.',
    again: 'Get a new code',
    needsStaff: false,
  },
  offline: {
    title: 'No connection just now',
    what: 'This counter cannot reach the sign-in service. You are not signed in.',
    todo: 'Wait a moment and try again, or ask at the desk.',
    again: 'Try again',
    needsStaff: false,
  },
  serverTrouble: {
    title: 'The sign-in service has trouble',
    what: 'It does not answer as it should. You are not signed in.',
    todo: 'Try again in a while, or ask at the desk.',
    again: 'Try again',
    needsStaff: false,
  },
  // A counter leaves the visit when its session is over (see Visit.vue), so it has no words of its own for that.
  signedOut: NOT_YOU,
  broken: NOT_YOU,
}

/** The words for what a login ended with. */
export function problemWords(error: DeviceFlowError): ProblemWords {
  return WORDS[problemKind(error)]
}

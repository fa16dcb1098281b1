import type { DeviceFlowError, DeviceFlowReason } from '@device-flow/machine'

/** What a person is told when signing in did not work. */
export interface Trouble {
  title: string
  what: string
  todo: string
  /** What the first button says. */
  again: string
  /** Whether it takes someone who works here; then the error's own message is shown for them. */
  needsStaff: boolean
}

const NOT_YOU: Trouble = {
  title: 'This counter has a problem',
  what: 'It is nothing you did, and you are not signed in.',
  todo: 'Please ask at the desk: they can hand you your order too.',
  again: 'Try again',
  needsStaff: true,
}

const UNKNOWN_CODE: Trouble = {
  title: 'The code is no longer good',
  what: 'The sign-in service does not know it any more. You are not signed in.',
  todo: 'Have your phone ready, then get a new code.',
  again: 'Get a new code',
  needsStaff: false,
}

const NO_ANSWER: Trouble = {
  title: 'The sign-in service has trouble',
  what: 'It does not answer as it should. You are not signed in.',
  todo: 'Try again in a while, or ask at the desk.',
  again: 'Try again',
  needsStaff: false,
}

const ENDS: Partial<Record<DeviceFlowReason, Trouble>> = {
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
  offline: {
    title: 'No connection just now',
    what: 'This counter can’t reach the sign-in service. You are not signed in.',
    todo: 'Wait a moment and try again, or ask at the desk.',
    again: 'Try again',
    needsStaff: false,
  },
}

/** The words for an error. */
export function troubleOf({ reason, error, status }: DeviceFlowError): Trouble {
  // With an HTTP status, or a code of the server's, there was an answer, so the connection is not to blame.
  if (reason === 'offline' && (status !== undefined || error !== undefined)) return NO_ANSWER
  // What a server says of a code that it has forgotten, as after a restart. To the request for a code it means "not for this
  // client": that is `unsupported`, and no new code helps.
  if (reason === 'refused' && error === 'invalid_grant') return UNKNOWN_CODE
  return ENDS[reason] ?? NOT_YOU
}

import type { DeviceFlowError, DeviceFlowReason } from '@device-flow/machine'

/** What a problem screen says: what happened, what to do, and what the main button does. */
export interface ProblemWords {
  title: string
  advice: string
  action: string
}

const DENIED: ProblemWords = {
  title: 'Sign-in was not allowed',
  advice: 'Somebody said no on the phone, or this account may not be used here. Nothing was shared with this TV.',
  action: 'Try again',
}
const EXPIRED: ProblemWords = {
  title: 'The code has run out',
  advice: 'It was not used in time. Have your phone or computer at hand, and get a new one.',
  action: 'Get a new code',
}
const UNKNOWN_CODE: ProblemWords = {
  title: 'The code is no longer good',
  advice: 'The sign-in service does not know it any more. Get a new one, and use that.',
  action: 'Get a new code',
}
const OFFLINE: ProblemWords = {
  title: 'There is no connection',
  advice: 'The sign-in service cannot be reached. Check that this TV is connected to the internet, then try again.',
  action: 'Try again',
}
const NO_ANSWER: ProblemWords = {
  title: 'The sign-in service has trouble',
  advice: 'It does not answer as it should. You did nothing wrong. Try again in a while.',
  action: 'Try again',
}
const SIGNED_OUT: ProblemWords = {
  title: 'You were signed out',
  advice: 'Your session has ended, or somebody withdrew this TV’s access. Sign in again to go on.',
  action: 'Sign in',
}
const BROKEN: ProblemWords = {
  title: 'Sign-in does not work right now',
  advice: 'You did nothing wrong. Try again in a moment; if it stays like this, tell the people who run this app:',
  action: 'Try again',
}

const WORDS: Partial<Record<DeviceFlowReason, ProblemWords>> = {
  denied: DENIED,
  expired: EXPIRED,
  offline: OFFLINE,
  signed_out: SIGNED_OUT,
}

/** The words for what a login ended with. */
export function problemWords(error: DeviceFlowError): ProblemWords {
  return known(error) ?? BROKEN
}

/** Whether only somebody technical can help, so that the error's own message belongs on the screen. */
export function needsSupport(error: DeviceFlowError): boolean {
  return known(error) === undefined
}

function known({ reason, error, status }: DeviceFlowError): ProblemWords | undefined {
  // With an HTTP status, or a code of the server's, there was an answer, so the connection is not to blame.
  if (reason === 'offline' && (status !== undefined || error !== undefined)) return NO_ANSWER
  // What a server says of a code that it has forgotten: because it was restarted, or the code was used (RFC 6749 §5.2). Where it gives the
  // code out, the same word means that this client may not have any: that one is `unsupported`, and no new code would help.
  if (reason === 'refused' && error === 'invalid_grant') return UNKNOWN_CODE
  return WORDS[reason]
}

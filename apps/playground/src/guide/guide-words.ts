import type { DeviceFlow } from '@device-flow/react'
import type { Decision } from '../person/scripted/decided.tsx'
import type { LabServer } from '../servers/lab-server.ts'

/** What the page knows besides what the device shows. */
export interface Known {
  /** What the person has decided about the code on the device. */
  readonly decision: Decision | undefined
  /** The tokens have come, and the device waits for the server's keys, to check them. */
  readonly areKeysAwaited: boolean
  /** Something went over the wire. */
  readonly hasBegun: boolean
  /** The access token is dead by the clock of the device. */
  readonly hasTokenEnded: boolean
  /** The browser has loaded the page again, and all that was in it is gone. */
  readonly isReloaded: boolean
}

const NEXT = 'The device does not know yet: it asks again in a few seconds.'
const DECIDED: Record<Decision, string> = {
  approve: `The person has said yes on the phone. ${NEXT}`,
  deny: `The person has said no on the phone. ${NEXT}`,
}

/** What happens now, and what to do next: for somebody who sees a device login for the first time. */
export function guideWords(
  flow: DeviceFlow | undefined,
  server: Pick<LabServer, 'scripted' | 'framesPages'>,
  { decision, areKeysAwaited, hasBegun, hasTokenEnded, isReloaded }: Known,
): string {
  switch (flow?.status) {
    case undefined:
    case 'idle':
      if (hasBegun) return 'Nobody is signed in on the device now. Press “Sign in” on the device to begin again.'
      return isReloaded
        ? 'You have loaded this page again: the login, the wire and the recording of before are gone. Press “Sign in” on the device.'
        : 'Nothing has happened yet. Press “Sign in” on the device.'
    case 'requesting':
      return 'The device asks the server for a code.'
    case 'awaitingUser':
      if (areKeysAwaited) {
        return 'The person has said yes, and the tokens have come. Nobody is signed in yet: the device waits for the keys of the server, to check the ID token.'
      }
      return decision
        ? DECIDED[decision]
        : `The device shows a code, and asks the server again and again. ${phoneWords(flow, server)}`
    case 'authorized':
      if (hasTokenEnded) {
        return flow.renewable
          ? 'By the clock of the device the access token has ended. The device asks for a new one, or says why it cannot.'
          : 'By the clock of the device the access token has ended, and nothing renews it. Sign out there, and sign in again.'
      }
      if (flow.problem && !flow.renewable) {
        return 'The server does not renew this session: the person is signed in until the access token ends. The device says when.'
      }
      return 'The person is signed in on the device. Look at the tokens, call the API, or make trouble.'
    case 'error':
      return flow.canResume
        ? 'The session is out of reach, but not lost. The device says what to do.'
        : 'This login is over, and the device says why. Start again from the device.'
  }
}

/** What to do with the phone: one that has the code already, by the QR code, has it compared. */
function phoneWords(
  { verificationUriComplete: complete }: Extract<DeviceFlow, { status: 'awaitingUser' }>,
  { scripted, framesPages }: Pick<LabServer, 'scripted' | 'framesPages'>,
): string {
  if (scripted) return 'Now take the phone: enter the code there.'
  if (!complete) return `Now take ${framesPages ? 'the' : 'your'} phone: enter the code there.`
  return framesPages
    ? 'The phone has scanned the QR code: compare the code there, and say yes.'
    : 'Now take your phone: scan the QR code, compare the code there, and say yes.'
}

import type { LoginReason } from '../reasons.ts'
import type { Advice } from './advice.ts'
import { OPENID_VALIDATION, page, rfc } from './sources.ts'

/** What those who run a login are told of the reason that it ended for. */
export interface ReasonAdvice extends Advice {
  /** What `device-flow login` exits with; absent where it never ends for this reason. */
  exitCode?: number
}

/** The advice on every `reason` of a login that ended; `cancelled` is one in the lines of `device-flow login --json` alone. */
export const REASON_ADVICE: Record<LoginReason | 'cancelled', ReasonAdvice> = {
  denied: {
    meaning: 'The person, or a rule at the server, said no.',
    whatToDo: "Ask the person; look in the server's log. Where they have approved, ask for a scope.",
    exitCode: 3,
    sources: [rfc(8628, '3.5')],
  },
  expired: {
    meaning: 'The code was not used in time, or the server ended it before.',
    whatToDo: 'Start again. Was the code shown at the right place?',
    exitCode: 4,
    sources: [rfc(8628, '3.5')],
  },
  offline: {
    meaning: 'Try after try brought no usable response; the message says why.',
    whatToDo: 'Check the address, the network and a proxy, then try again.',
    exitCode: 5,
    sources: [
      page('CORS', 'cors.md'),
      page('A certificate that is not trusted', 'troubleshooting.md#a-certificate-that-is-not-trusted'),
    ],
  },
  unsupported: {
    meaning: 'The server or the client is not set up for this flow.',
    whatToDo: 'Read the message: it names what is missing.',
    exitCode: 6,
    sources: [page('Not set up for this', 'troubleshooting.md#not-set-up-for-this')],
  },
  refused: {
    meaning: 'The server refused for another reason.',
    whatToDo: "Look up `error` on this page, or in the server's documentation where it is the server's own.",
    exitCode: 6,
    sources: [rfc(6749, '5.2')],
  },
  invalidResponse: {
    meaning: 'The response makes no sense; `field` says where.',
    whatToDo: 'Is this the right address? Is a proxy or captive portal in between?',
    exitCode: 7,
    sources: [rfc(8628, '3.2'), rfc(6749, '5.1')],
  },
  invalidIdToken: {
    meaning: 'The ID token did not pass validation; no token was kept.',
    whatToDo: 'The message names the claim: check the issuer, the client ID, or a clock.',
    exitCode: 7,
    sources: [OPENID_VALIDATION],
  },
  signedOut: {
    meaning:
      'Nobody is signed in any more: the refresh token no longer works, or the session was ended in another tab or process.',
    whatToDo: 'Sign in again.',
    exitCode: 8,
    sources: [rfc(6749, '5.2')],
  },
  busy: {
    meaning: 'Another tab or process holds the session, and did not finish in time.',
    whatToDo: 'Try again. If it stays, find the process that hangs, and end it.',
    exitCode: 9,
    sources: [page('The command', '../packages/cli/README.md')],
  },
  storage: {
    meaning:
      'What is kept of the session cannot be read, or not written; the message says why. Nothing was overwritten.',
    whatToDo: 'Do what the message says.',
    exitCode: 1,
    sources: [page('The command', '../packages/cli/README.md')],
  },
  unexpected: {
    meaning: 'A fault in this software, or in services that it was given.',
    whatToDo: 'Report it, with the `cause`.',
    exitCode: 1,
    sources: [page('Bring your own HTTP', 'your-own-http.md')],
  },
  cancelled: {
    meaning: 'The person cancelled, by Ctrl-C or in an inspector.',
    whatToDo: 'Nothing, or start again.',
    exitCode: 130,
    sources: [page('The command', '../packages/cli/README.md')],
  },
}

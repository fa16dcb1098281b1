import { InsufficientAuthorizationError } from '@device-flow/session'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { adviceOnTheWay, MAY_WANT_CERTIFICATE } from '../failure/advice-on-the-way.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import { notRenewed } from '../live/not-renewed.ts'
import { shellWords } from '../shell/shell-words.ts'

/** What is wrong then came from the API: a redirect in circles or to nowhere, a body that its encoding does not fit. */
const OF_THE_ANSWER = /^(?:ERR_INVALID_URL$|Z_)/

const CHECK = 'Check the address and the network connection.'

/**
 * Puts what a request to an API was rejected with into words for people: what the session says of it is said as it is.
 *
 * @param profile the name under which the session is kept, where it has one
 */
export function fetchFailure(error: unknown, { host, protocol }: URL, profile: string | undefined): unknown {
  if (error instanceof InsufficientAuthorizationError) {
    const [wanted] = error.message.split(' Sign in again')
    return new CommandFailure(
      `${host}: ${cleanText(wanted ?? '')} Sign in again with: ${stepUpCommand(error, profile)}`,
      exitCodes.apiRefused,
      { reason: 'refused', error: error.error },
    )
  }
  // The renewal that the API asked for was not sent, for want of something: that is told, and no trouble with the network.
  const notSent = error instanceof Error && error.cause instanceof Error ? error.cause.cause : undefined
  if (notSent instanceof UsageError) return notSent
  if (!(error instanceof TypeError)) return notRenewed(error)
  // Node says why in the cause alone.
  const { code, message = error.message } = (error.cause ?? {}) as Partial<NodeJS.ErrnoException>
  if (code === undefined || OF_THE_ANSWER.test(code)) {
    return new CommandFailure(
      `${host} answered, but that cannot be used: ${cleanText(message, 100)}.`,
      exitCodes.invalidResponse,
      { reason: 'invalid_response' },
    )
  }
  const [what, advice] = isTlsCut(code, message, protocol)
    ? ['closed the TLS connection', `${CHECK} ${MAY_WANT_CERTIFICATE}`]
    : ['could not be reached', adviceOnTheWay(code) ?? CHECK]
  return new CommandFailure(`${host} ${what} (${cleanText(code, 250)}). ${advice}`, exitCodes.offline, {
    reason: 'offline',
  })
}

/** Whether there was TLS, and the API has ended it: one that wants a certificate of the client says no more by TLS 1.3. */
function isTlsCut(code: string, message: string, protocol: string): boolean {
  const isCutOff = code === 'UND_ERR_SOCKET' || (code === 'ECONNRESET' && !message.includes('before secure TLS'))
  return protocol === 'https:' && isCutOff
}

/** The command by which the person signs in as the API wants it (RFC 9470 §4). */
function stepUpCommand(
  { request, maxAge, acrValues }: InsufficientAuthorizationError,
  profile: string | undefined,
): string {
  return shellWords([
    'device-flow',
    'login',
    '--force',
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(request.scope === undefined ? [] : ['--scope', request.scope]),
    ...(acrValues === undefined ? [] : ['--acr-values', acrValues]),
    ...(maxAge === undefined ? [] : ['--max-age', String(maxAge)]),
  ])
}

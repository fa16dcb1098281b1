import { InsufficientAuthorizationError } from '@device-flow/session'
import { cleanText } from '@device-flow/untrusted'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'

/** Puts what a request to an API was rejected with into words for people: what the session says of it is said as it is. */
export function fetchFailure(error: unknown, { host }: URL): unknown {
  if (error instanceof InsufficientAuthorizationError) {
    return new CommandFailure(`${host}: ${cleanText(error.message)}`, exitCodes.apiRefused, { reason: 'refused' })
  }
  if (!(error instanceof TypeError)) return error
  // Node says why in the cause alone.
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException
  const why = typeof code === 'string' ? ` (${cleanText(code, 40)})` : ''
  return new CommandFailure(
    `${host} could not be reached${why}. Check the address and the network connection.`,
    exitCodes.offline,
    {
      reason: 'offline',
    },
  )
}

import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import type { AccessToken } from '../kept/access-token.ts'

/**
 * Lets no other program have a token that it cannot use: with one that is bound to a key, each request needs a proof.
 *
 * @throws CommandFailure for a token that is no bearer token
 */
export function checkBearer({ tokenType }: AccessToken): void {
  if (tokenType !== 'dpop') return
  throw new CommandFailure(
    'The access token is bound to a key (DPoP): an API takes it only with a proof for each request, which this session alone can make. ' +
      'Call the API by device-flow fetch.',
    exitCodes.unsupported,
    { reason: 'unsupported' },
  )
}

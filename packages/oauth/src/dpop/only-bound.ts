import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { withDeadline } from '@device-flow/untrusted'
import type { OAuthServices } from '../oauth-services.ts'

const REVOCATION_LIMIT_MS = 3_000

/** What {@link onlyBound} judges by. */
export interface OnlyBoundOptions {
  acceptBearer: boolean
  clock: Clock
}

/**
 * Makes services that take no tokens which are not bound to a key, where they were to be (RFC 9449 §5): a login ends by them, and they are
 * revoked. A refresh fails by them, and keeps the refresh token: the next one may be good.
 */
export function onlyBound(services: OAuthServices, { acceptBearer, clock }: OnlyBoundOptions): OAuthServices {
  const isAsAsked = ({ tokenType }: TokenSet): boolean => acceptBearer || tokenType === 'dpop'

  async function refuse(tokens: TokenSet): Promise<DeviceFlowError> {
    const deadline = { clock, limitMs: REVOCATION_LIMIT_MS }
    await withDeadline(deadline, () => services.revokeTokens(tokens)).catch(() => {})
    return notBoundError(tokens)
  }

  return {
    ...services,
    async pollToken(authorization, call) {
      const outcome = await services.pollToken(authorization, call)
      const isRefused = outcome.type === 'granted' && !isAsAsked(outcome.tokens)
      return isRefused ? { type: 'ended', error: await refuse(outcome.tokens) } : outcome
    },
    async refreshTokens(tokens, call) {
      const outcome = await services.refreshTokens(tokens, call)
      if (outcome.type !== 'refreshed' || isAsAsked(outcome.tokens)) return outcome
      const { receivedAt, refreshToken } = outcome.tokens
      const cause = notBoundError(outcome.tokens)
      throw new TransientFault('invalidResponse', cause.message, { receivedAt, refreshToken, cause })
    },
  }
}

function notBoundError({ tokenType }: TokenSet): DeviceFlowError {
  return new DeviceFlowError(
    'invalidResponse',
    `The token endpoint gave a token of type ${tokenType} where one was asked for that is bound to a key (DPoP). ` +
      'Switch DPoP on for this client at the server; where it binds the refresh token alone, set the option acceptBearer.',
    { field: 'token_type' },
  )
}

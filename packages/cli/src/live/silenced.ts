import { TransientFault } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { ClientFlagValues } from '../client/client-flags.ts'
import type { MissingInput } from '../kept/missing-input.ts'

/** Services that neither renew nor revoke, for want of what that takes: a session can be used while its token lives, and forgotten. */
export function silenced(services: OAuthServices, { error }: MissingInput): OAuthServices {
  return {
    ...services,
    // A fault that was not sent: any other would leave the session as one whose refresh token may be used up.
    refreshTokens: () =>
      Promise.reject(new TransientFault('offline', error.message, { receivedAt: Date.now(), cause: error })),
    revokeTokens: () => Promise.resolve({ revoked: false }),
  }
}

/** Flags without those that cannot be met. A client that cannot prove who it is goes without, whatever its provider wants. */
export function withoutUnmet(flags: ClientFlagValues, missing: MissingInput | undefined): ClientFlagValues {
  if (!missing) return flags
  const met = Object.entries(flags).filter(([name]) => !missing.flags.some((unmet) => unmet === name))
  return { ...Object.fromEntries(met), ...(missing.flags.includes('client-auth') && { 'client-auth': 'none' }) }
}

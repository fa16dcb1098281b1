import type { KeptServices } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import type { LoginFlagValues } from './login-flags.ts'

/**
 * Fits the services of a kept session to how a login was called.
 *
 * - `--force`: whoever is signed in is not taken up. They are signed out when the new tokens are kept, and not before
 * - `--resume`: who ends the wait does not give the login up. It can be resumed again, and what arrives meanwhile is kept
 */
export function loginServices(services: KeptServices, { force, resume }: LoginFlagValues, { signal }: CommandIo): KeptServices {
  const { session, revokeTokens } = services
  return {
    ...services,
    session: {
      ...session,
      async restore(call) {
        const kept = await session.restore(call)
        return force && kept?.type === 'signedIn' ? undefined : kept
      },
      async forget(authorization) {
        if (!(resume && signal?.aborted)) await session.forget(authorization)
      },
    },
    async revokeTokens(tokens) {
      return resume && signal?.aborted ? { revoked: false } : revokeTokens(tokens)
    },
  }
}

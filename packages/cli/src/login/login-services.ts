import type { KeptServices } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginTarget } from './login-target.ts'

/** The services of one login. */
interface LoginServices extends KeptServices {
  /** Resolves when what was given up is forgotten. */
  settled(): Promise<void>
}

/**
 * Fits the services of a kept session to how a login was called.
 *
 * - `--force`, and `--resume` of a login that waits: whoever is signed in is not taken up, and their session goes on until another is kept
 * - `--resume`: who ends the wait does not give the login up. It can be resumed again, and what arrives meanwhile is kept
 */
export function loginServices(
  { services, kept: { record } }: LoginTarget,
  { force, resume }: LoginFlagValues,
  { signal }: CommandIo,
): LoginServices {
  const { session, revokeTokens } = services
  const isAnew = force || (resume && record?.pending !== undefined)
  const forgetting: Promise<void>[] = []
  return {
    ...services,
    settled: async () => void (await Promise.all(forgetting)),
    session: {
      ...session,
      async restore(call) {
        const kept = await session.restore(call)
        return isAnew && kept?.type === 'signedIn' ? undefined : kept
      },
      async forget(authorization) {
        if (resume && signal?.aborted) return
        const forgotten = session.forget(authorization)
        forgetting.push(forgotten)
        await forgotten
      },
    },
    async revokeTokens(tokens) {
      return resume && signal?.aborted ? { revoked: false } : revokeTokens(tokens)
    },
  }
}

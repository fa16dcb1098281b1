import type { KeptServices } from '@device-flow/session'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginTarget } from './login-target.ts'

/** The services of one login. */
interface LoginServices extends KeptServices {
  /** Resolves when what was given up is forgotten. */
  settled(): Promise<void>
}

/**
 * Fits the services of a kept session to how a login was called. With `--force`, and with
 * `--resume` of a login that waits, whoever is signed in is not taken up: their session goes on until another is kept.
 */
export function loginServices(
  { services, kept: { record } }: LoginTarget,
  { force, resume }: LoginFlagValues,
): LoginServices {
  const { session } = services
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
        const forgotten = session.forget(authorization)
        forgetting.push(forgotten)
        await forgotten
      },
    },
  }
}

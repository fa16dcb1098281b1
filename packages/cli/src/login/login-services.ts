import type { KeptServices } from '@device-flow/session'
import { isAlive } from '@device-flow/session/record'
import { isAnew } from './is-anew.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginTarget } from './login-target.ts'

/** The services of one login. */
interface LoginServices extends KeptServices {
  /** Resolves when what was given up is forgotten. */
  settled(): Promise<void>
}

/**
 * Fits the services of a kept session to how a login was called. With `--force`, and with
 * `--resume` of a login that waits, whoever is signed in is not taken up: their session goes on until another is kept. So does one whose
 * token is dead: `heldSession` has found that the server does not renew it.
 */
export function loginServices({ services, kept: { record } }: LoginTarget, flags: LoginFlagValues): LoginServices {
  const { session } = services
  const takesNobodyUp = isAnew(flags, record)
  const forgetting: Promise<void>[] = []
  return {
    ...services,
    settled: async () => void (await Promise.all(forgetting)),
    session: {
      ...session,
      async restore(call) {
        const kept = await session.restore(call)
        const isLeft = kept?.type === 'signedIn' && (takesNobodyUp || !isAlive(kept.tokens, Date.now()))
        return isLeft ? undefined : kept
      },
      async forget(authorization) {
        const forgotten = session.forget(authorization)
        forgetting.push(forgotten)
        await forgotten
      },
    },
  }
}

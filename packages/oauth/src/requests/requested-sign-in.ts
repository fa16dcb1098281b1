import { TransientFault } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { PendingLogin } from '../pending-logins.ts'
import type { judgeSignIn } from '../tokens/judge-sign-in.ts'

/**
 * Loads what judges how a person has signed in, for a login that asks for an ID token that says it: few do. Rejects with
 * a `TransientFault` where it does not come.
 */
export async function loadSignInJudge(
  { settings }: Context,
  { openid, parameters }: PendingLogin,
): Promise<typeof judgeSignIn | undefined> {
  if (openid !== 'asked' || !(parameters['max_age'] || parameters['claims'])) return undefined
  try {
    return (await import('../tokens/judge-sign-in.ts')).judgeSignIn
  } catch (cause) {
    throw new TransientFault('offline', String(cause), arrivedAt(settings.clock))
  }
}

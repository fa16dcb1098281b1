import { TransientFault } from '@device-flow/machine'
import type { Context } from '../context.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { PendingLogin } from '../pending-logins.ts'
import type { judgeSignIn } from '../tokens/judge-sign-in.ts'

/** Whether a login asks for an ID token that says how the person has signed in: few do. */
export function asksHowSignedIn({ openid, parameters }: PendingLogin): boolean {
  return openid === 'asked' && Boolean(parameters['max_age'] || parameters['claims'])
}

/** Loads what judges that. Rejects with a `TransientFault` where it does not come. */
export async function loadSignInJudge({ settings }: Context): Promise<typeof judgeSignIn> {
  try {
    return (await import('../tokens/judge-sign-in.ts')).judgeSignIn
  } catch (cause) {
    throw new TransientFault('offline', String(cause), arrivedAt(settings.clock))
  }
}

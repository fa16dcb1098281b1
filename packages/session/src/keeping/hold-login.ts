import { isPollUnderWay } from '../record/life.ts'
import type { Ended, PendingLogin } from '../record/record.ts'
import { ofLogin } from './contents.ts'
import type { Contents } from './contents.ts'
import { keepLogin, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { look } from './notices.ts'
import { paceOf, UNKNOWN_PACE } from './waiting-login.ts'
import type { WaitingLogin } from './waiting-login.ts'

/** How a login ends whose code has run out, as a server says it. */
const RAN_OUT = {
  by: 'server',
  error: 'expired_token',
  message: 'The code was not used in time. Start again to get a new one.',
} satisfies Omit<Ended, 'at'>

/** The login of a device code, as this process knows it: as little as its code. It is the one that waits from now on. */
export function loginOf(keeping: Keeping, code: string): WaitingLogin {
  const { login } = keeping
  return login?.code === code ? login : (keeping.login = { code, pace: UNKNOWN_PACE })
}

/** Holds the login that the chart is about to be given, and notes at which pace. */
export function holdLogin(
  keeping: Keeping,
  { signedIn }: Contents,
  pending: PendingLogin,
  pace = paceOf(pending),
): WaitingLogin {
  return Object.assign(loginOf(keeping, pending.authorization.deviceCode), {
    pending,
    pace,
    isStored: true,
    isUnsure: false,
    idBefore: signedIn?.id,
  })
}

/** Ends a login that waits, for all. Whoever is signed in stays so. At the end of its code, one that another polls still is left alone. */
export async function endLogin(keeping: Keeping, code: string, ended: Ended): Promise<void> {
  const { login } = keeping
  if (login?.code === code) Object.assign(login, { pending: undefined, isGivenUp: ended.by === 'cancel' })
  const end = ofLogin(code, (pending, rest) => {
    if (isLeftToOthers(keeping, pending, ended)) return undefined
    // A grant that another has, or waits for, is not to be taken for one that was given up.
    const how = isCodeOver(pending, ended) ? { at: ended.at, ...RAN_OUT } : ended
    return rest.signedIn ? { ...rest, ended: how.by === 'server' ? how : undefined } : { ended: how }
  })
  // Others may have ended it before, and it could not be read here: it may have signed somebody in.
  const { isApplied } = await keepLogin(keeping, end, (late) => {
    // Applied or not: a try that was said to fail may have written it.
    tellOthers(keeping)
    if (!late.isApplied) void look(keeping)
  })
  if (isApplied) tellOthers(keeping)
  else await look(keeping)
}

/** As a code ends, its last poll may be on its way in another process, and bring the tokens. That one ends the login then. */
function isLeftToOthers({ owner }: Keeping, pending: PendingLogin, ended: Ended): boolean {
  return isCodeOver(pending, ended) && pending.poll?.owner !== owner && isPollUnderWay(pending, ended.at)
}

/** Whether a login was not given up by anybody: its code has run out. */
function isCodeOver({ authorization }: PendingLogin, { at, by }: Ended): boolean {
  return by === 'cancel' && at >= authorization.expiresAt
}

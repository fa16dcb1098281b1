import { codeTimeLeft } from '@device-flow/machine'
import type { DeviceAuthorization, WaitingAdvice } from '@device-flow/machine'
import type { Context } from '../context.ts'
import type { Arrival } from '../http/arrival.ts'
import { settleWithin } from '../http/settle-within.ts'
import type { PendingLogin } from '../pending-logins.ts'
import type { Server } from '../server/server.ts'
import { isMostlyLater, isMostlySlowed } from './asked-pace.ts'

// Half of a short life; but nobody has taken long who was given the code just now.
const LONG_MS = 60_000
const LEAST_MS = 20_000
// Longer than a file needs, and no matter to the next poll, which counts from the response.
const LOAD_LIMIT_MS = 1000

/** Whether a person has taken so long that something may keep them. */
function isLong({ expiresAt, receivedAt, ...times }: DeviceAuthorization, arrival: Arrival): boolean {
  const lifeMs = expiresAt - receivedAt
  const waitedMs = lifeMs - codeTimeLeft({ expiresAt, receivedAt, ...times }, arrival)
  return waitedMs >= Math.max(LEAST_MS, Math.min(LONG_MS, lifeMs / 2))
}

/**
 * What may keep a person who has taken long. It is loaded at the first poll that finds it so, which waits for it a moment; one that comes
 * later is there from the next on, and where it cannot be loaded, there is none.
 */
export async function adviceAfterLongWait(
  { settings }: Context,
  { metadata }: Server,
  { authorization, login, arrival }: { authorization: DeviceAuthorization; login: PendingLogin; arrival: Arrival },
): Promise<WaitingAdvice | undefined> {
  const { clock, profile, clientAuth } = settings
  const load = async (): Promise<void> => {
    const advice = await import('../profiles/waiting-advice.ts')
    const usual = advice.waitingAdvice(profile?.about, metadata, clientAuth)
    if (isMostlySlowed(login)) login.advice = advice.SLOWED
    else login.advice = isMostlyLater(login) ? advice.withPace(usual) : usual
  }
  if (login.advice === undefined && isLong(authorization, arrival)) {
    login.advice = null
    const loading = load()
    await settleWithin(clock.hold?.(loading) ?? loading, { clock, limitMs: LOAD_LIMIT_MS })
  }
  return login.advice ?? undefined
}

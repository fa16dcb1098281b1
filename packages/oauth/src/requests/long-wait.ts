import { codeTimeLeft } from '@device-flow/machine'
import type { DeviceAuthorization, WaitingAdvice } from '@device-flow/machine'
import type { Context } from '../context.ts'
import type { Arrival } from '../http/arrival.ts'
import type { PendingLogin } from '../pending-logins.ts'
import type { Server } from '../server/server.ts'

// Half of a short life; but nobody has taken long who was given the code just now.
const LONG_MS = 60_000
const LEAST_MS = 20_000

/** Whether a person has taken so long that something may keep them. */
function isLong({ expiresAt, receivedAt, ...times }: DeviceAuthorization, arrival: Arrival): boolean {
  const lifeMs = expiresAt - receivedAt
  const waitedMs = lifeMs - codeTimeLeft({ expiresAt, receivedAt, ...times }, arrival)
  return waitedMs >= Math.max(LEAST_MS, Math.min(LONG_MS, lifeMs / 2))
}

/**
 * What may keep a person who has taken long. It is loaded in the background at the first poll that finds it so, and there from the next
 * on: no poll waits for it, and where it cannot be loaded, there is none.
 */
export function adviceAfterLongWait(
  { settings }: Context,
  { metadata }: Server,
  { authorization, login, arrival }: { authorization: DeviceAuthorization; login: PendingLogin; arrival: Arrival },
): WaitingAdvice | undefined {
  const load = async (): Promise<void> => {
    const { waitingAdvice } = await import('../profiles/waiting-advice.ts')
    login.advice = waitingAdvice(settings.profile?.about, metadata, settings.clientAuth)
  }
  if (login.advice === undefined && isLong(authorization, arrival)) {
    login.advice = null
    load().catch(() => {})
  }
  return login.advice ?? undefined
}

import type { DeviceFlowError, DeviceFlowSnapshot } from '@device-flow/machine'
import { isOutOfReach } from '@device-flow/machine/adapter'
import type { Clock } from '@device-flow/machine/clock'

/**
 * What becomes of a kept session whose access token is dead: it is being renewed, the server has refused that, so that the person who
 * called has to sign in, or the server is out of reach, which ends no session.
 */
type TakenUp = 'renewing' | 'refused' | 'outOfReach'

/** Makes a judge of the snapshots of one login; undefined for what is no session that was found dead. */
export function createTakeUp(clock: Clock): (snapshot: DeviceFlowSnapshot) => TakenUp | undefined {
  let wasDead = false
  let isNew = false

  return (snapshot) => {
    const { tokens, authorization, error } = snapshot.context
    // What a login brings is handed over as it is, however short it lives.
    isNew ||= authorization !== undefined
    if (isNew) return undefined
    if (snapshot.matches('error')) {
      if (!wasDead || !error) return undefined
      wasDead = false
      return isOutage(error) ? 'outOfReach' : 'refused'
    }
    const isOnItsWay = snapshot.matches('refreshing') || snapshot.matches({ authorized: 'waitingForRefresh' })
    const isDead = tokens?.refreshToken !== undefined && (tokens.expiresAt ?? Infinity) <= clock.now()
    wasDead = isOnItsWay && isDead
    return wasDead ? 'renewing' : undefined
  }
}

function isOutage(error: DeviceFlowError): boolean {
  return error.reason === 'storage' || error.reason === 'unexpected' || isOutOfReach(error)
}

import { toDeviceSession, type DeviceFlowActor } from '@device-flow/machine'
import { useEffect } from 'react'
import type { KeptSession } from './kept-session.ts'

/** Keeps what a reload needs, at each step of the login, and forgets it when the login is over. */
export function useKeptSession(actor: DeviceFlowActor, kept: KeptSession): void {
  useEffect(() => {
    const { unsubscribe } = actor.subscribe((snapshot) => kept.save(toDeviceSession(snapshot)))
    return unsubscribe
  }, [actor, kept])
}

import type { DeviceFlowSnapshot } from './machine.ts'

/** Refuses what is no snapshot of a login, such as its actor, or the snapshot that is to be stored. @throws TypeError */
export function checkSnapshot(snapshot: DeviceFlowSnapshot, taker: string): void {
  if (typeof snapshot?.hasTag !== 'function') throw new TypeError(`${taker} takes actor.getSnapshot()`)
}

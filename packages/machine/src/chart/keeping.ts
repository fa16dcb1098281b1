import { fromCallback, type EventObject } from 'xstate'
import type { DeviceFlowActors } from './actor-logic.ts'
import type { DeviceFlowContext } from './context.ts'
import type { DeviceAuthorization, DeviceFlowClient } from '../services.ts'
import type { SessionKeeper } from '../session-keeper.ts'
import { fromService } from './service-logic.ts'
import { checkSession, type DeviceSession } from '../session.ts'

// Keyed by what the chart watches with: that stays the same when something else is provided to a machine.
const keepers = new WeakMap<object, SessionKeeper>()

/** The keeper of the services that a machine was made of, if it has one. */
export function keeperOf(machine: { implementations: { actors?: object } }): SessionKeeper | undefined {
  const { watchSession = {} } = (machine.implementations.actors ?? {}) as Partial<DeviceFlowActors>
  return keepers.get(watchSession)
}

/** A keeper as the chart invokes it. */
export function createKeeperActors(
  keeper: SessionKeeper,
  client: DeviceFlowClient | undefined,
): Pick<DeviceFlowActors, 'restoreSession' | 'watchSession'> {
  const checked = (session: DeviceSession | undefined): DeviceSession | undefined => {
    if (session) checkSession(session, client)
    return session
  }
  const watchSession = fromCallback<EventObject>(({ sendBack }) =>
    keeper.watch((notice) => {
      if (notice.type === 'sessionChanged') checked(notice.session)
      sendBack(notice)
    }),
  )
  keepers.set(watchSession, keeper)
  return {
    watchSession,
    restoreSession: fromService(async ({ controller: { signal } }) => checked(await keeper.restore({ signal }))),
  }
}

const givenUp = new WeakSet<DeviceAuthorization>()

/** Whether a login was cancelled, or had run out. */
export function isGivenUp(authorization: DeviceAuthorization): boolean {
  return givenUp.has(authorization)
}

/** The action by which a login that is given up is forgotten, also by its keeper. */
export function forgetLogin(keeper: SessionKeeper): (scope: { context: DeviceFlowContext }) => void {
  return ({ context: { authorization } }) => {
    if (!authorization) return
    givenUp.add(authorization)
    // It never rejects; should it all the same, nobody could do anything about it.
    keeper.forget(authorization).catch(() => {})
  }
}

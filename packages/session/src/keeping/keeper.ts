import type { SessionKeeper, SessionNotice } from '@device-flow/machine'
import { storageError } from './ends.ts'
import { holdLogin, keepOwn, sessionToHold, show, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'

/** The part of the port that reads the store. */
export function createKeeper(
  keeping: Keeping,
  listeners: Set<(notice: SessionNotice) => void>,
): Omit<SessionKeeper, 'createFetch'> {
  const { store, key, clock, record } = keeping

  return {
    async restore({ signal }) {
      // Not throwIfAborted, which the browsers of many televisions lack.
      if (signal.aborted) throw signal.reason
      try {
        const reading = show(keeping, await record.read())
        const { contents } = reading
        if (contents.pending) holdLogin(keeping, contents, contents.pending)
        return sessionToHold(keeping, reading)
      } catch (error) {
        throw storageError(error)
      }
    },
    watch(listener) {
      listeners.add(listener)
      const stopWatching = store.watch?.(key, () => void keeping.look())
      return () => {
        listeners.delete(listener)
        stopWatching?.()
      }
    },
    async forget(authorization) {
      const code = authorization.deviceCode.reveal()
      const { isApplied } = await keepOwn(keeping, ({ pending, ...rest }) => {
        if (pending?.authorization.deviceCode !== code) return undefined
        return rest.signedIn ? rest : { ended: { at: clock.now(), by: 'cancel' } }
      })
      if (isApplied) tellOthers(keeping)
    },
  }
}

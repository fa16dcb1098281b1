import type { SessionKeeper } from '@device-flow/machine'
import type { SessionStoreError } from '../stores/store-error.ts'
import { notAskedFor } from '../record/asked.ts'
import { storageError } from './ends.ts'
import { endLogin, holdLogin } from './hold-login.ts'
import { quietly, sessionToHold, noteShown } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import type { Reading } from './kept-record.ts'
import { endLooking, look, lookLater } from './notices.ts'
import { pastBlips } from './past-blips.ts'
import { pause } from './pause.ts'

/** How long a store may keep a program that is about to end waiting. */
const LAST_TRY_MS = 2_000

/** The part of the port that reads the store. */
export function createKeeper(keeping: Keeping): Omit<SessionKeeper, 'createFetch'> {
  const { store, key, clock, record, listeners, services } = keeping

  /** Without a login that does not ask for all that these services do: it is left to those who have begun it. */
  function forTheseServices(reading: Reading): Reading {
    const { pending, ...rest } = reading.contents
    const isOthers = pending && notAskedFor(pending, services.parameters).length > 0
    return isOthers ? { ...reading, contents: rest } : reading
  }

  return {
    async restore({ signal }) {
      // Not throwIfAborted, which the browsers of many televisions lack.
      if (signal.aborted) throw signal.reason
      // After a sign-out, that is stored first: what is read earlier would be the session that it ends.
      await keeping.ownWrite
      try {
        const reading = noteShown(keeping, forTheseServices(await pastBlips(clock, () => record.read(), signal)))
        const { contents } = reading
        if (contents.pending) holdLogin(keeping, contents, contents.pending)
        return sessionToHold(keeping, reading)
      } catch (error) {
        lookLater(keeping, error)
        throw storageError(error as SessionStoreError)
      }
    },
    watch(listener) {
      listeners.add(listener)
      const stopWatching = store.watch?.(key, () => void look(keeping))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) endLooking(keeping)
        stopWatching?.()
      }
    },
    async settle() {
      // The lock with it: after that, others may have the session.
      if (!record.isAllSaved()) {
        const tried = quietly(pastBlips(clock, () => record.change((contents) => contents)))
        await pause(clock, LAST_TRY_MS, tried)
      }
      await keeping.keptTurn?.end()
      await Promise.all(keeping.behind)
      // Nobody has to do with the session any more: another try is not to hold the process.
      if (listeners.size === 0) record.letGo()
    },
    forget: ({ deviceCode }) => endLogin(keeping, deviceCode.reveal(), { at: clock.now(), by: 'cancel' }),
  }
}

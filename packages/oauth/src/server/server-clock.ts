import type { Clock } from '@device-flow/machine/clock'
import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/http-date.ts'

/** A difference that a `Date` of whole seconds and the way of the response do not explain. */
const LEAST_DRIFT_MS = 5_000

/** The wall clock of the authorization server, as far as its responses tell: proofs and assertions are judged by it. */
export interface ServerClock {
  /** The time there now, s since the epoch. */
  seconds(): number
  /** Takes note of the time in a response. Returns whether it shows that the time was wrong until now. */
  note(response: HttpResponse): boolean
}

/** Creates a server's clock that runs as the device's until a response says otherwise. */
export function createServerClock(clock: Clock): ServerClock {
  let aheadMs = 0
  return {
    seconds: () => Math.floor((clock.now() + aheadMs) / 1000),
    note(response) {
      const time = serverTime(response)
      if (time === undefined) return false
      const measuredMs = time - response.receivedAt
      if (Math.abs(measuredMs - aheadMs) < LEAST_DRIFT_MS) return false
      aheadMs = measuredMs
      return true
    },
  }
}

import { sinceLastResponse } from './cadence.ts'
import type { Arrival } from './code-life.ts'
import type { DeviceFlowContext } from './context.ts'
import { nextPoll } from './next-poll.ts'

/**
 * How long the poll that a response came to was on its way, ms: what has passed since the last response, but for the wait before it left.
 * 0 where that is not known, as after a hint, which cuts the wait short.
 */
export function tripTimeMs(context: DeviceFlowContext, arrival: Arrival): number {
  const { wait, backOff } = nextPoll(context)
  return Math.max(0, sinceLastResponse(context.cadence!, arrival) - (wait.atLeastMs ?? 0) - backOff.atMostMs)
}

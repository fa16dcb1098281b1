import { planPoll, type PollPlan } from './cadence.ts'
import { codeTimeLeft, soonestDeath } from './code-life.ts'
import type { DeviceFlowContext } from './context.ts'

/** The plan for the next poll of a login. There is one whenever a code is shown. */
export function nextPoll({ cadence, authorization }: DeviceFlowContext): PollPlan {
  const { lastResponseAt: receivedAt, lastResponseAtMonotonic: receivedAtMonotonic } = cadence!
  const arrival = { receivedAt, receivedAtMonotonic }
  return planPoll(cadence!, codeTimeLeft(authorization!, arrival), soonestDeath(authorization!, arrival))
}

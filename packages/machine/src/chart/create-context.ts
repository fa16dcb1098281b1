import { emptyLogin, type DeviceFlowContext, type DeviceFlowInput } from './context.ts'
import { takenUp } from './take-up.ts'
import type { DeviceFlowServices } from '../services.ts'
import { checkSession } from '../session.ts'

/** A server that says nothing of its grace mostly has some: ten seconds is what most of those have. */
const DEFAULT_REFRESH_GRACE_MS = 10_000

/**
 * The context of a login that nobody has said anything of; made once for each machine. V8 copies an object fast, and adds members to a copy
 * slowly: these dozen took each login 15 µs and 8 KB.
 */
export function freshContext({
  client,
  refreshGraceMs = DEFAULT_REFRESH_GRACE_MS,
  session: keeper,
}: DeviceFlowServices): DeviceFlowContext {
  return {
    ...emptyLogin,
    client,
    blipBudget: 6,
    renewals: 0,
    keepTrying: false,
    endWhenRefused: false,
    refreshGraceMs,
    refreshSpread: keeper?.refreshSpread ?? 0,
    canRestore: !!keeper,
    mustRestore: !!keeper,
    renewalsLeft: 0,
    request: {},
  }
}

/** The context of a login with this input; `fresh` is that of one without. */
export function createContext(
  fresh: DeviceFlowContext,
  {
    session,
    blipBudget = fresh.blipBudget,
    renewals = 0,
    keepTrying = false,
    endWhenRefused = false,
  }: DeviceFlowInput = {},
): DeviceFlowContext {
  const context = { ...fresh, blipBudget, renewals, keepTrying, endWhenRefused, renewalsLeft: renewals }
  if (!session) return context
  checkSession(session, fresh.client)
  return { ...context, ...takenUp(session, fresh) }
}

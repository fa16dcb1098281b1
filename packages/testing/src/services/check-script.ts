import type { DeviceFlowReason, TransientFaultReason } from '@device-flow/machine'
import { amount, anything, listOf, membersOf, oneOf, wordOr } from '../known-names.ts'
import type { Check, MemberChecks } from '../known-names.ts'
import type { DeviceAuthorizationOptions, TokenSetOptions } from './builders.ts'
import type { ScriptedServicesOptions, ServicesScript } from './services-script.ts'
import type { AuthorizationStep, FaultStep, PollStep, RefreshStep } from './steps.ts'

const FAULTS: Readonly<Record<TransientFaultReason, true>> = {
  offline: true,
  timeout: true,
  serverError: true,
  rateLimited: true,
  invalidResponse: true,
  busy: true,
}

const REASONS: Readonly<Record<DeviceFlowReason, true>> = {
  denied: true,
  expired: true,
  offline: true,
  unsupported: true,
  refused: true,
  invalidResponse: true,
  invalidIdToken: true,
  signedOut: true,
  busy: true,
  storage: true,
  unexpected: true,
}

const reason = oneOf(Object.keys(REASONS))

/** The step that has this member. */
type StepWith<Name extends string, Of> = Extract<Of, Readonly<Record<Name, unknown>>>
/** What that member says. */
type Said<Name extends string, Of> = StepWith<Name, Of>[Name & keyof StepWith<Name, Of>] & object

const authorization = membersOf<DeviceAuthorizationOptions>({
  deviceCode: anything,
  userCode: anything,
  verificationUri: anything,
  verificationUriComplete: anything,
  expiresInMs: anything,
  intervalMs: anything,
  receivedAt: anything,
  receivedAtMonotonic: anything,
})

const tokens = membersOf<TokenSetOptions>({
  accessToken: anything,
  tokenType: anything,
  expiresInMs: anything,
  refreshToken: anything,
  idToken: anything,
  claims: anything,
  scope: anything,
  receivedAt: anything,
})

const FAULT_STEPS: Readonly<Record<'fault' | 'error', Check>> = {
  fault: membersOf<StepWith<'fault', FaultStep>>({
    fault: oneOf(Object.keys(FAULTS)),
    retryAfterMs: anything,
    status: anything,
    errorDescription: anything,
    isLost: anything,
    refreshToken: anything,
    mayBeInFront: anything,
    mayBeSuccess: anything,
  }),
  error: membersOf<StepWith<'error', FaultStep>>({ error: reason, code: anything }),
}

const delay = membersOf<{ after: number; do: unknown }>({ after: amount, do: anything })

/** The steps of a script, beside those of every one. */
function steps(words: readonly string[], kinds: Readonly<Record<string, Check>> = {}): Check {
  const step: Check = wordOr([...words, 'unexpected', 'hang'], {
    ...kinds,
    ...FAULT_STEPS,
    after: (later, where) => {
      delay(later, where)
      // Without one, it would be no step at all.
      step((later as { do?: unknown }).do, `${where}.do`)
    },
  })
  return listOf('steps', step)
}

const SCRIPTS: MemberChecks<ServicesScript> = {
  authorizations: steps(['ok'], { ok: membersOf<StepWith<'ok', AuthorizationStep>>({ ok: authorization }) }),
  polls: steps(['pending', 'slowDown', 'granted', 'denied', 'expired'], {
    pending: membersOf<StepWith<'pending', PollStep>>({
      pending: membersOf<Said<'pending', PollStep>>({ retryAfterMs: anything, advice: anything }),
    }),
    slowDown: membersOf<StepWith<'slowDown', PollStep>>({
      slowDown: membersOf<Said<'slowDown', PollStep>>({
        intervalMs: anything,
        retryAfterMs: anything,
        advice: anything,
      }),
    }),
    granted: membersOf<StepWith<'granted', PollStep>>({ granted: tokens, unsaved: anything }),
    ended: membersOf<StepWith<'ended', PollStep>>({ ended: reason, code: anything }),
  }),
  refreshes: steps(['refreshed', 'refused'], {
    refreshed: membersOf<StepWith<'refreshed', RefreshStep>>({ refreshed: tokens, unsaved: anything }),
    refused: membersOf<StepWith<'refused', RefreshStep>>({
      refused: membersOf<Said<'refused', RefreshStep>>({ isTimed: anything, reason, code: anything }),
    }),
  }),
  revocations: steps(['ok']),
  // What is restored may be anything: tests hand the chart damaged sessions. Those have a type.
  restores: steps(['nothing'], { type: anything }),
}

const checkOptions = membersOf<ScriptedServicesOptions>({
  ...SCRIPTS,
  clock: anything,
  client: anything,
  refreshGraceMs: anything,
})

const checkMore = membersOf<ServicesScript>(SCRIPTS)

/**
 * Checks the options of scripted services.
 *
 * @throws TypeError for a name or a step that there is not, with those that there are
 */
export function checkServicesOptions(options: object): void {
  checkOptions(options, 'createScriptedServices')
}

/** The same for what is added to a script. */
export function checkScript(script: object): void {
  checkMore(script, 'script')
}

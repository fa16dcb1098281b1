import { createSleep } from '@device-flow/machine/clock'
import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason, DeviceFlowServices, PollOutcome, RefreshOutcome, TokenSet } from '@device-flow/machine'
import type { Instant } from '../time/instant.ts'
import { createVirtualClock } from '../time/virtual-clock.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'
import { deviceAuthorization, tokenSet } from './builders.ts'
import type { TokenSetOptions } from './builders.ts'
import { CallLog } from './call-log.ts'
import { checkScript, checkServicesOptions } from './check-script.ts'
import type { ServiceCallRecord, ServiceName } from './call-log.ts'
import { playStep } from './play-step.ts'
import { createScriptedKeeper, type ScriptedKeeper } from './scripted-keeper.ts'
import type { ScriptedServicesOptions, ServicesScript } from './services-script.ts'

/** Services that answer from a script, in memory and on virtual time, and remember how they were called. */
export interface ScriptedServices extends DeviceFlowServices {
  /** Keeps the session, where the script has `restores`. */
  readonly session?: ScriptedKeeper | undefined
  /** The time of these services. */
  readonly clock: VirtualClock
  /**
   * Adds steps to the end of the script.
   *
   * @throws TypeError for a step that there is not
   */
  script(more: ServicesScript): void
  /** The calls of one service, in order. */
  calls<Name extends ServiceName>(service: Name): readonly ServiceCallRecord<Name>[]
  /** How many calls of one service are in flight now. */
  inFlight(service: ServiceName): number
  /** The most calls of one service that were ever in flight at once. */
  maxInFlight(service: ServiceName): number
  /** From the end of each call to the start of the next, ms on both clocks. 0 or less: they overlapped. */
  gaps(service: ServiceName): Instant[]
  /** The token sets that were handed to `revokeTokens`, in order, whether that succeeded or not. */
  readonly revoked: readonly TokenSet[]
}

/**
 * Makes services for virtual time.
 *
 * @throws TypeError for an option or a step that there is not
 * @example
 * ```ts
 * import { createDeviceFlowMachine } from '@device-flow/machine'
 * import { createScriptedServices } from '@device-flow/testing'
 * import { createActor } from 'xstate'
 *
 * const services = createScriptedServices({ polls: ['pending', 'slowDown', 'granted'] })
 * const actor = createActor(createDeviceFlowMachine(services)).start()
 * actor.send({ type: 'start' })
 * await services.clock.runUntil(() => actor.getSnapshot().matches('authorized'))
 * ```
 */
export function createScriptedServices(options: ScriptedServicesOptions = {}): ScriptedServices {
  checkServicesOptions(options)
  const clock = options.clock ?? createVirtualClock()
  const log = new CallLog(clock)
  const authorizations = [...(options.authorizations ?? [])]
  const polls = [...(options.polls ?? [])]
  const refreshes = [...(options.refreshes ?? [])]
  const revocations = [...(options.revocations ?? [])]
  let codes = 0
  let grants = 0

  const stamp = (): { receivedAt: number; receivedAtMonotonic: number } => ({
    receivedAt: clock.now(),
    receivedAtMonotonic: clock.monotonic(),
  })

  // Every code and token differs from those before, so that a test can tell whose they are.
  const newTokens = (overrides: TokenSetOptions = {}): TokenSetOptions => {
    grants++
    return {
      accessToken: `access-token-${grants}`,
      refreshToken: `refresh-token-${grants}`,
      receivedAt: clock.now(),
      ...overrides,
    }
  }

  const keeper = options.restores && createScriptedKeeper(clock, options.restores)

  const services: Omit<DeviceFlowServices, 'session'> = {
    ...(options.client && { client: options.client }),
    ...(options.refreshGraceMs !== undefined && { refreshGraceMs: options.refreshGraceMs }),
    async requestDeviceAuthorization(request, { signal }) {
      signal.throwIfAborted()
      const step = authorizations.shift() ?? 'ok'
      return log.record('requestDeviceAuthorization', request, signal, () =>
        playStep(step, clock, signal, (outcome) => {
          codes++
          const overrides = typeof outcome === 'object' ? outcome.ok : {}
          return deviceAuthorization({ deviceCode: `device-code-${codes}`, ...stamp(), ...overrides })
        }),
      )
    },
    async pollToken(authorization, { signal }) {
      signal.throwIfAborted()
      const step = polls.shift() ?? 'pending'
      return log.record('pollToken', authorization, signal, () =>
        playStep(step, clock, signal, (outcome): PollOutcome => {
          if (outcome === 'pending') return { type: 'pending', ...stamp() }
          if (outcome === 'slowDown') return { type: 'slowDown', ...stamp() }
          if (outcome === 'granted') return { type: 'granted', tokens: tokenSet(newTokens()) }
          if (outcome === 'denied') return ended('denied', 'access_denied')
          if (outcome === 'expired') return ended('expired', 'expired_token')
          if ('pending' in outcome) return { type: 'pending', ...stamp(), ...outcome.pending }
          if ('slowDown' in outcome) return { type: 'slowDown', ...stamp(), ...outcome.slowDown }
          if ('granted' in outcome) {
            const { granted, ...kept } = outcome
            return { type: 'granted', tokens: tokenSet(newTokens(granted)), ...kept }
          }
          return ended(outcome.ended, outcome.code)
        }),
      )
    },
    async refreshTokens(tokens) {
      const step = refreshes.shift() ?? 'refreshed'
      return log.record('refreshTokens', tokens, undefined, () =>
        playStep(step, clock, undefined, (outcome): RefreshOutcome => {
          if (outcome === 'refused') return { type: 'refused', error: scriptedError('signedOut', 'invalid_grant') }
          if (typeof outcome === 'object' && 'refused' in outcome) {
            const { isTimed, reason = 'signedOut', code = 'invalid_grant' } = outcome.refused
            const error = scriptedError(reason, code)
            return { type: 'refused', error, ...(isTimed && { receivedAt: clock.now() }) }
          }
          const { refreshed = {}, ...kept } = typeof outcome === 'object' ? outcome : {}
          // Only what the response has: what it leaves out the chart keeps from the tokens before (RFC 6749 §6).
          const response = { idToken: null, scope: null, ...newTokens(refreshed) }
          return { type: 'refreshed', tokens: tokenSet(response), ...kept }
        }),
      )
    },
    async revokeTokens(tokens) {
      const step = revocations.shift() ?? 'ok'
      return log.record('revokeTokens', tokens, undefined, () => playStep(step, clock, undefined, () => {}))
    },
    sleep: createSleep(clock),
  }

  return {
    ...services,
    ...(keeper && { session: keeper }),
    clock,
    script(more) {
      checkScript(more)
      if (more.restores && !keeper) {
        throw new TypeError('script has restores, and these services keep no session: begin them with restores')
      }
      authorizations.push(...(more.authorizations ?? []))
      polls.push(...(more.polls ?? []))
      refreshes.push(...(more.refreshes ?? []))
      revocations.push(...(more.revocations ?? []))
      keeper?.script(more.restores ?? [])
    },
    calls: (service) => log.of(service),
    inFlight: (service) => log.inFlight(service),
    maxInFlight: (service) => log.maxInFlight(service),
    gaps: (service) => log.gaps(service),
    get revoked() {
      return log.of('revokeTokens').map((call) => call.input)
    },
  }
}

function ended(reason: DeviceFlowReason, code?: string): PollOutcome {
  return { type: 'ended', error: scriptedError(reason, code) }
}

function scriptedError(reason: DeviceFlowReason, code?: string): DeviceFlowError {
  return new DeviceFlowError(reason, `Scripted end: ${reason}`, { error: code })
}

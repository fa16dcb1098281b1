import type { DeviceAuthorization, DeviceAuthorizationRequest, TokenSet } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { instantOf } from '../time/instant.ts'
import type { Instant } from '../time/instant.ts'

/** What each recorded service is called with. */
export interface ServiceInputs {
  requestDeviceAuthorization: DeviceAuthorizationRequest
  pollToken: DeviceAuthorization
  refreshTokens: TokenSet
  revokeTokens: TokenSet
}

/** A service whose calls are recorded: all but `sleep`, which shows as the clock's `pendingTimers`. */
export type ServiceName = keyof ServiceInputs

/** One call of a scripted service. */
export interface ServiceCallRecord<Name extends ServiceName = ServiceName> {
  readonly service: Name
  readonly input: ServiceInputs[Name]
  readonly startedAt: Instant
  /** Absent while the call is in flight. */
  readonly endedAt?: Instant
  /** Absent while the call is in flight. */
  readonly end?: 'resolved' | 'rejected' | 'aborted'
}

/** Records calls with their instants, and how many were in flight at once. */
export class CallLog {
  readonly #clock: Clock
  readonly #calls: ServiceCallRecord[] = []
  readonly #mostInFlight = new Map<ServiceName, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs a call on the record. */
  async record<Name extends ServiceName, Result>(
    service: Name,
    input: ServiceInputs[Name],
    signal: AbortSignal | undefined,
    run: () => Promise<Result>,
  ): Promise<Result> {
    const call: { -readonly [Key in keyof ServiceCallRecord]: ServiceCallRecord[Key] } = {
      service,
      input,
      startedAt: instantOf(this.#clock),
    }
    this.#calls.push(call)
    this.#mostInFlight.set(service, Math.max(this.maxInFlight(service), this.inFlight(service)))
    try {
      const result = await run()
      call.end = 'resolved'
      return result
    } catch (error) {
      call.end = signal?.aborted && error === signal.reason ? 'aborted' : 'rejected'
      throw error
    } finally {
      call.endedAt = instantOf(this.#clock)
    }
  }

  of<Name extends ServiceName>(service: Name): readonly ServiceCallRecord<Name>[] {
    return this.#calls.filter((call) => call.service === service) as ServiceCallRecord<Name>[]
  }

  inFlight(service: ServiceName): number {
    return this.of(service).filter((call) => !call.endedAt).length
  }

  maxInFlight(service: ServiceName): number {
    return this.#mostInFlight.get(service) ?? 0
  }

  gaps(service: ServiceName): Instant[] {
    const calls = this.of(service)
    return calls.slice(1).map(({ startedAt }, index) => {
      const before = calls[index]?.endedAt ?? startedAt
      return { wall: startedAt.wall - before.wall, monotonic: startedAt.monotonic - before.monotonic }
    })
  }
}

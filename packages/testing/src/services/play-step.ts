import { DeviceFlowError, Secret, TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { FaultStep, Step } from './steps.ts'

/** Does what a step says: waits, fails, hangs, or hands its outcome to `respond`. An abort ends waiting and hanging. */
export async function playStep<Outcome extends string | object, Result>(
  step: Step<Outcome>,
  clock: Clock,
  signal: AbortSignal | undefined,
  respond: (outcome: Outcome) => Result,
  sentAt = clock.now(),
): Promise<Result> {
  if (isDelayed(step)) {
    await wait(step.after, clock, signal)
    return playStep(step.do, clock, signal, respond, sentAt)
  }
  if (isFault(step)) return fail(step, clock, signal, sentAt)
  return respond(step)
}

function isDelayed<Outcome extends string | object>(
  step: Step<Outcome>,
): step is Extract<Step<Outcome>, { after: number; do: Step<Outcome> }> {
  return typeof step === 'object' && 'after' in step && 'do' in step
}

function isFault<Outcome extends string | object>(step: Step<Outcome>): step is Extract<Step<Outcome>, FaultStep> {
  return step === 'unexpected' || step === 'hang' || (typeof step === 'object' && ('fault' in step || 'error' in step))
}

async function fail(step: FaultStep, clock: Clock, signal: AbortSignal | undefined, sentAt: number): Promise<never> {
  if (step === 'unexpected') throw new Error('Scripted to fail as a bug would')
  if (step === 'hang') return wait(undefined, clock, signal) as Promise<never>
  if ('error' in step) throw new DeviceFlowError(step.error, `Scripted to fail: ${step.error}`, { error: step.code })
  throw new TransientFault(step.fault, `Scripted blip: ${step.fault}.`, {
    receivedAt: clock.now(),
    receivedAtMonotonic: clock.monotonic(),
    sentAt: step.isLost ? sentAt : undefined,
    mayBeInFront: step.mayBeInFront,
    mayBeSuccess: step.mayBeSuccess,
    refreshToken: step.refreshToken === undefined ? undefined : new Secret(step.refreshToken),
    retryAfterMs: step.retryAfterMs,
    status: step.status,
    errorDescription: step.errorDescription,
  })
}

function wait(ms: number | undefined, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = ms === undefined ? undefined : clock.schedule(done, ms)
    signal?.addEventListener('abort', abort, { once: true })

    function done(): void {
      signal?.removeEventListener('abort', abort)
      resolve()
    }

    function abort(): void {
      cancel?.()
      reject(signal?.reason)
    }
  })
}

import { onEachSecond, secondsUntil } from '@device-flow/machine/adapter'
import type { Clock } from '@device-flow/machine/adapter'
import { systemClock } from '@device-flow/machine/clock'
import { getCurrentInstance, nextTick, onScopeDispose, shallowReadonly, shallowRef, toValue, watch } from 'vue'
import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import { isServerRendering } from './server-rendering.ts'

/** What a countdown is of: what `useDeviceFlow` returns, or a store made of it. Times are wall clock, ms since the epoch. */
export interface Countdown {
  /** When the code dies. */
  readonly expiresAt: MaybeRefOrGetter<number | undefined>
  /** When it arrived: what a server renders is counted from then. */
  readonly receivedAt?: MaybeRefOrGetter<number | undefined>
  /** Default: the platform's. */
  readonly clock?: Clock
}

/**
 * Counts the whole seconds until the code dies; 0 from then on, and where no code is shown. Changes once a second.
 *
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { useDeviceFlow, useSecondsLeft } from '@device-flow/vue'
 *
 * declare const services: DeviceFlowServices
 * export const secondsLeft = useSecondsLeft(useDeviceFlow(services))
 * ```
 */
export function useSecondsLeft(flow: Countdown): Readonly<ShallowRef<number>> {
  const clock = flow.clock ?? systemClock
  const expiresAt = (): number => toValue(flow.expiresAt) ?? 0
  // A server has another clock: both sides begin with the full time, and the browser corrects it.
  const seconds = shallowRef(secondsUntil(expiresAt(), toValue(flow.receivedAt) ?? expiresAt()))

  if (isServerRendering()) return shallowReadonly(seconds)

  const look = (): void => void (seconds.value = secondsUntil(expiresAt(), clock.now()))
  let stop = onEachSecond(expiresAt(), clock, look)
  watch(
    expiresAt,
    (at) => {
      stop()
      stop = onEachSecond(at, clock, look)
      look()
    },
    { flush: 'sync' },
  )
  // A component may hydrate what the server rendered, so its first rendering is to show the same.
  if (getCurrentInstance()) void nextTick(look)
  else look()
  onScopeDispose(() => stop())
  return shallowReadonly(seconds)
}

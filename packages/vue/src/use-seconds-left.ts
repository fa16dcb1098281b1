import { onEachSecond, secondsUntil } from '@device-flow/machine/adapter'
import type { Clock } from '@device-flow/machine/adapter'
import { systemClock } from '@device-flow/machine/clock'
import { getCurrentInstance, onMounted, onScopeDispose, shallowReadonly, shallowRef, toValue, watch } from 'vue'
import type { MaybeRefOrGetter, ShallowRef } from 'vue'

/** What a countdown is of: what `useDeviceFlow` returns, or a store made of it. Times are wall clock, ms since the epoch. */
export interface Countdown {
  readonly expiresAt: MaybeRefOrGetter<number | undefined>
  readonly receivedAt?: MaybeRefOrGetter<number | undefined>
  readonly clock?: Clock
}

/** Whole seconds until the code dies; 0 from then on, and where no code is shown. Changes once a second. */
export function useSecondsLeft(flow: Countdown): Readonly<ShallowRef<number>> {
  const clock = flow.clock ?? systemClock
  const expiresAt = (): number => toValue(flow.expiresAt) ?? 0
  // A server has another clock: both sides begin with the full time, and the browser corrects it.
  const seconds = shallowRef(secondsUntil(expiresAt(), toValue(flow.receivedAt) ?? expiresAt()))

  let stop: (() => void) | undefined
  const follow = (at: number): void => {
    const look = (): void => void (seconds.value = secondsUntil(at, clock.now()))
    stop?.()
    stop = onEachSecond(at, clock, look)
    look()
  }
  const open = (): void => void watch(expiresAt, follow, { immediate: true, flush: 'sync' })
  if (getCurrentInstance()) onMounted(open)
  else open()
  onScopeDispose(() => stop?.())
  return shallowReadonly(seconds)
}

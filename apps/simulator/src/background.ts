import type { DeviceEvent, World } from './world.ts'

/** A page in the background for so long has its timers fire once a minute, ms. */
const THROTTLED_MORE_AFTER_MS = 300_000

/** The time in the background that a moment lies in. */
export function hiddenAt(
  moment: number,
  { events }: World['device'],
): Extract<DeviceEvent, { type: 'hidden' }> | undefined {
  return events.filter((event) => event.type === 'hidden').find(({ at, ms }) => moment >= at && moment < at + ms)
}

/** How far apart the moments are at which the timers of a page fire that is in the background for so long, ms. */
export function stepMs(hiddenForMs: number): number {
  return hiddenForMs > THROTTLED_MORE_AFTER_MS ? 60_000 : 1_000
}

/** How much later a timer may fire that is due at a moment: one step in the background, or until the page is seen again; ms. */
export function latenessMs(dueAt: number, device: World['device']): number {
  const hidden = hiddenAt(dueAt, device)
  if (!hidden) return 0
  const hiddenForMs = dueAt - hidden.at
  // The steps may become longer before it fires.
  return Math.min(stepMs(hiddenForMs + stepMs(hiddenForMs)), hidden.ms - hiddenForMs)
}

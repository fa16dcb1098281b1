/** Events that come together (a woken device gets focus, visibility and network at once) are one occasion; ms. */
const ONE_OCCASION_MS = 1_000

/** What of a page (a window) is listened to. */
export interface PageEvents {
  addEventListener?: EventTarget['addEventListener']
  removeEventListener?: EventTarget['removeEventListener']
  document?: EventTarget & { readonly visibilityState?: string }
}

/**
 * Calls back once when there is reason to think that the person is done or the network is back: the page becomes visible, gets focus,
 * wakes from a freeze, or the browser is online again. The returned function ends it. Does nothing where there is no page.
 *
 * @param now the wall clock, ms since the epoch
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { onPageHint } from '@device-flow/machine/adapter'
 *
 * declare const actor: DeviceFlowActor
 * const stop = onPageHint(() => actor.send({ type: 'hint' }), Date.now)
 * // later
 * stop()
 * ```
 */
export function onPageHint(
  hint: () => void,
  now: () => number,
  page: PageEvents = globalThis as PageEvents,
): () => void {
  let lastAt = Number.NEGATIVE_INFINITY
  const notice = ({ type }: Event): void => {
    if (type === 'visibilitychange' && page.document?.visibilityState === 'hidden') return
    const at = now()
    // Either way round: a wall clock that was set back must not silence the hints until it has caught up. And never `online`: the poll
    // that the focus before it brought about may have failed for want of the network that is back now.
    if (type !== 'online' && Math.abs(at - lastAt) < ONE_OCCASION_MS) return
    lastAt = at
    hint()
  }
  const sources: [PageEvents | undefined, string][] = [
    [page, 'online'],
    [page, 'focus'],
    [page.document, 'visibilitychange'],
    [page.document, 'resume'],
  ]
  for (const [source, type] of sources) source?.addEventListener?.(type, notice)
  return () => {
    for (const [source, type] of sources) source?.removeEventListener?.(type, notice)
  }
}

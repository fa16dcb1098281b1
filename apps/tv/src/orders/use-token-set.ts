import type { DeviceFlowActor, TokenSet } from '@device-flow/machine'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * Returns the current tokens: another object after each renewal, the same one after a renewal that failed. To compare their expiry would
 * not do: a server need not name one.
 */
export function useTokenSet(actor: DeviceFlowActor): TokenSet | undefined {
  const subscribe = useCallback(
    (notice: () => void) => {
      const { unsubscribe } = actor.subscribe(notice)
      return unsubscribe
    },
    [actor],
  )
  return useSyncExternalStore(subscribe, () => actor.getSnapshot().context.tokens)
}

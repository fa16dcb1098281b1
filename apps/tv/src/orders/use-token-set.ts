import type { DeviceFlowActor, TokenSet } from '@device-flow/machine'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * The tokens that are held: another object after each renewal, and the same after one that failed. Their expiry tells less, as a server
 * need not name one.
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

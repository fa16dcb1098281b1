import type { TokenSet } from '@device-flow/machine'
import { useCallback, useSyncExternalStore } from 'react'
import { useFlow } from '../lab/lab-context.ts'

/** The tokens that the first device holds in memory; undefined while nobody is signed in. */
export function useTokens(): TokenSet | undefined {
  const actor = useFlow()?.actor
  const subscribe = useCallback(
    (listener: () => void) => {
      const subscription = actor?.subscribe(listener)
      return () => subscription?.unsubscribe()
    },
    [actor],
  )
  return useSyncExternalStore(subscribe, () => actor?.getSnapshot().context.tokens)
}

import { withDeadline } from '@device-flow/app-shared/deadline'
import { readOrders, type Order } from '@device-flow/app-shared/orders'
import type { Clock } from '@device-flow/machine/clock'
import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

// Nobody stands before a screen for longer, and the person can ask again.
const REQUEST_TIMEOUT_MS = 10_000

/** What is known of the person's orders. */
export type OrdersState = { status: 'loading' } | { status: 'loaded'; orders: readonly Order[] } | { status: 'failed' }

/**
 * Loads the person's orders at once, by a fetch that sends the access token along. They are forgotten with the effect scope, as is a
 * response that is still under way.
 */
export function useOrders(
  apiUrl: string,
  authorizedFetch: typeof globalThis.fetch,
  clock: Clock,
): { state: Readonly<ShallowRef<OrdersState>>; load: () => Promise<void> } {
  const state = shallowRef<OrdersState>({ status: 'loading' })
  const scope = new AbortController()

  const load = async (): Promise<void> => {
    state.value = { status: 'loading' }
    const deadline = { ms: REQUEST_TIMEOUT_MS, clock, message: 'The API took longer than 10 s.', signal: scope.signal }
    const found = await withDeadline(deadline, (signal): Promise<OrdersState> =>
      fetchOrders(apiUrl, authorizedFetch, signal),
    ).catch((): OrdersState => ({ status: 'failed' }))
    if (!scope.signal.aborted) state.value = found
  }

  onScopeDispose(() => {
    scope.abort()
    state.value = { status: 'loading' }
  })
  void load()
  return { state: shallowReadonly(state), load }
}

async function fetchOrders(
  apiUrl: string,
  authorizedFetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<OrdersState> {
  const response = await authorizedFetch(`${apiUrl}/orders`, { signal })
  if (!response.ok) return { status: 'failed' }
  const orders = readOrders(await response.json())
  return orders ? { status: 'loaded', orders } : { status: 'failed' }
}

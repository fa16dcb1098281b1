import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

/** One order of the sample API. */
export interface Order {
  id: string
  item: string
  quantity: number
  status: string
}

/** What is known of the person's orders. */
export type OrdersState = { status: 'loading' } | { status: 'there'; orders: readonly Order[] } | { status: 'missing' }

/** The person's orders, loaded at once. They are gone with the effect scope, and an answer that is still under way with them. */
export function useOrders(
  apiUrl: string,
  getAccessToken: () => Promise<string>,
): { state: Readonly<ShallowRef<OrdersState>>; load: () => Promise<void> } {
  const state = shallowRef<OrdersState>({ status: 'loading' })
  const scope = new AbortController()

  const load = async (): Promise<void> => {
    state.value = { status: 'loading' }
    const found = await fetchOrders(apiUrl, getAccessToken, scope.signal).catch((): OrdersState => ({
      status: 'missing',
    }))
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
  getAccessToken: () => Promise<string>,
  signal: AbortSignal,
): Promise<OrdersState> {
  const token = await getAccessToken()
  signal.throwIfAborted()
  const response = await fetch(`${apiUrl}/orders`, { headers: { authorization: `Bearer ${token}` }, signal })
  if (!response.ok) return { status: 'missing' }
  const { orders } = (await response.json()) as { orders: Order[] }
  return { status: 'there', orders }
}

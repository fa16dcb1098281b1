import type { Clock } from '@device-flow/machine/clock'
import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import { inTime } from './in-time.ts'

// Nobody stands before a screen for longer, and the person can ask again.
const LONGEST_WAIT_MS = 10_000

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
  clock: Clock,
): { state: Readonly<ShallowRef<OrdersState>>; load: () => Promise<void> } {
  const state = shallowRef<OrdersState>({ status: 'loading' })
  const scope = new AbortController()

  const load = async (): Promise<void> => {
    state.value = { status: 'loading' }
    const found = await inTime(
      { what: 'The API', ms: LONGEST_WAIT_MS, clock, signal: scope.signal },
      (signal): Promise<OrdersState> => fetchOrders(apiUrl, getAccessToken, signal),
    ).catch((): OrdersState => ({ status: 'missing' }))
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
  const answer: unknown = await response.json()
  return isOrders(answer) ? { status: 'there', orders: answer.orders } : { status: 'missing' }
}

function isOrders(answer: unknown): answer is { orders: Order[] } {
  const { orders } = { ...(answer as { orders?: unknown }) }
  return Array.isArray(orders) && orders.every(isOrder)
}

function isOrder(one: unknown): one is Order {
  const { id, item, quantity, status } = { ...(one as Partial<Order>) }
  return [id, item, status].every((text) => typeof text === 'string') && typeof quantity === 'number'
}

import { withDeadline } from '@device-flow/app-shared/deadline'
import { parseObject } from '@device-flow/app-shared/config'
import { readOrders, type Order } from '@device-flow/app-shared/orders'
import type { Clock } from '@device-flow/machine/clock'

/** What came of asking for the orders. */
export interface OrdersOutcome {
  readonly orders?: readonly Order[]
  readonly problem?: string
}

const TIMEOUT_MS = 10_000

/** Asks the sample API for the person's orders. Does not throw: what went wrong is told. */
export async function fetchOrders(
  apiUrl: string,
  fetch: typeof globalThis.fetch,
  clock: Clock,
): Promise<OrdersOutcome> {
  try {
    const response = await withDeadline(
      { ms: TIMEOUT_MS, clock, message: 'There was no answer within 10 seconds.' },
      (signal) => fetch(`${apiUrl}/orders`, { signal, redirect: 'error' }),
    )
    if (!response.ok) return { problem: `The shop answered with HTTP ${response.status}.` }
    const orders = readOrders(parseObject(await response.text()))
    return orders ? { orders } : { problem: 'The shop’s answer makes no sense.' }
  } catch {
    return { problem: 'The shop does not answer.' }
  }
}

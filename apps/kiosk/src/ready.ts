import type { Order } from '@device-flow/app-shared/orders'

/** Whether an order can be picked up, as the shop's words begin then. */
export function isReady({ status }: Order): boolean {
  return /^ready\b/i.test(status)
}

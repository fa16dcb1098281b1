import type { KnownOrders, Outcome } from '../orders/use-orders.ts'

const NEWS: Record<Outcome, string> = {
  fetched: 'Updated',
  noResponse: 'The shop does not answer.',
  invalidResponse: 'The shop’s answer makes no sense.',
  failed: 'Your orders could not be updated.',
}

/** How the last request to the shop ended, or that one is under way. */
export function ordersNews({ outcome, isUpdating }: KnownOrders): string {
  if (isUpdating) return 'Updating your orders.'
  return outcome ? NEWS[outcome] : ''
}

const INSTEAD: Record<Outcome, string> = {
  fetched: 'You have no orders yet.',
  noResponse: 'Your orders could not be fetched. Update in a moment.',
  invalidResponse:
    'The shop sent something else than your orders. Update in a moment; if it stays like this, tell the shop.',
  failed: 'Your orders could not be fetched. Update in a moment; if it stays like this, tell the shop.',
}

/** What stands in the place of the orders while there are none to show. */
export function insteadOfOrders({ outcome }: KnownOrders): string {
  return outcome ? INSTEAD[outcome] : 'Getting your orders.'
}

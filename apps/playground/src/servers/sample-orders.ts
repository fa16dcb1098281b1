import type { Order } from '@device-flow/app-shared/orders'
import type { RotatingFetch } from '@device-flow/testing/fetch'

const ORDERS: readonly Order[] = [
  { id: 'A-1001', item: 'Tea, Darjeeling', quantity: 2, status: 'ready to pick up' },
  { id: 'A-1002', item: 'Teapot, blue', quantity: 1, status: 'arrives on Thursday' },
]

/** Gives the API of the server in this page the orders that the embedded server's has: for whoever shows a good access token. */
export function addSampleOrders({ always, apiUrl, fetch }: RotatingFetch): void {
  always('/api/orders', async ({ headers }) => {
    const judged = await fetch(apiUrl, { headers: { authorization: headers.authorization ?? '' } })
    if (judged.ok) return { body: { orders: ORDERS } }
    return { status: judged.status, headers: { 'www-authenticate': judged.headers.get('www-authenticate') ?? '' } }
  })
}

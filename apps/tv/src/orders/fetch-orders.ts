/** An order, as the sample API tells it. */
export interface Order {
  id: string
  item: string
  quantity: number
  status: string
}

/** Asks the sample API. Rejects when there is no answer, or none that makes sense; `ApiRefusal` when it does not take the token. */
export async function fetchOrders(apiUrl: string, accessToken: string, signal: AbortSignal): Promise<Order[]> {
  const response = await fetch(`${apiUrl}/orders`, { headers: { Authorization: `Bearer ${accessToken}` }, signal })
  if (response.status === 401) throw new ApiRefusal('The API does not take this access token.')
  if (!response.ok) throw new Error(`The API answered with HTTP ${response.status}.`)
  const { orders } = (await response.json()) as { orders: Order[] }
  return orders
}

/** The access token no longer works: it was revoked before its time. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
}

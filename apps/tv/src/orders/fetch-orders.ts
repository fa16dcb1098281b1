import { withinTime } from '../within-time.ts'

/** An order, as the sample API tells it. */
export interface Order {
  id: string
  item: string
  quantity: number
  status: string
}

/** The access token no longer works: it was revoked before its time. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
}

/** There was an answer, and it is no list of orders. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense'
}

const LIMIT_MS = 10_000

/**
 * Asks the sample API. Rejects when there is no answer within ten seconds; with {@link Nonsense} when it is no list of orders, and with
 * {@link ApiRefusal} when the token is not taken.
 */
export async function fetchOrders(apiUrl: string, accessToken: string, signal: AbortSignal): Promise<Order[]> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  const ask = async (aborted: AbortSignal): Promise<string> => {
    const response = await fetch(`${apiUrl}/orders`, { headers, signal: aborted })
    if (response.status === 401) throw new ApiRefusal('The API does not take this access token.')
    if (!response.ok) throw new Error(`The API answered with HTTP ${response.status}.`)
    return response.text()
  }
  return readOrders(await withinTime(LIMIT_MS, ask, signal))
}

function readOrders(body: string): Order[] {
  const { orders } = parsed(body)
  if (!Array.isArray(orders) || !orders.every(isOrder))
    throw new Nonsense('The API answered something else than orders.')
  return orders
}

function parsed(body: string): { orders?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as { orders?: unknown }
  } catch {
    return {}
  }
}

function isOrder(value: unknown): value is Order {
  const { id, item, quantity, status } = (value ?? {}) as Record<keyof Order, unknown>
  return [id, item, status].every((text) => typeof text === 'string') && typeof quantity === 'number'
}

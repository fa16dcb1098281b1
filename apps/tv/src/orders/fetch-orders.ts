import { withinTime } from '@device-flow/app-shared/deadline'

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

/** There was no answer: the network, or the shop, is down. */
export class Silence extends Error {
  override readonly name = 'Silence'
}

/** There was an answer, and it is no list of orders. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense'
}

const LIMIT_MS = 10_000

/**
 * Asks the sample API. Rejects with {@link Silence} when there is no answer within ten seconds, with {@link Nonsense} when it is no list of
 * orders, with {@link ApiRefusal} when the token is not taken, and with another error when the API says that it failed.
 */
export async function fetchOrders(apiUrl: string, accessToken: string, signal: AbortSignal): Promise<Order[]> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  const ask = async (aborted: AbortSignal): Promise<{ ok: boolean; status: number; body: string }> => {
    const response = await fetch(`${apiUrl}/orders`, { headers, signal: aborted })
    return { ok: response.ok, status: response.status, body: await response.text() }
  }
  const { ok, status, body } = await withinTime(LIMIT_MS, ask, signal).catch((error: Error) => {
    throw new Silence(`The API does not answer. ${error.message}`)
  })
  if (status === 401) throw new ApiRefusal('The API does not take this access token.')
  if (!ok) throw new Error(`The API answered with HTTP ${status}.`)
  return readOrders(body)
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

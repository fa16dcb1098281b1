import { parseObject } from '@device-flow/app-shared/config'
import { withDeadline } from '@device-flow/app-shared/deadline'
import { readOrders, type Order } from '@device-flow/app-shared/orders'
import { systemClock } from '@device-flow/machine/clock'

/** The access token no longer works: it was revoked before its time. */
export class TokenRejected extends Error {
  override readonly name = 'TokenRejected'
}

/** There was no response: the network, or the shop, is down. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse'
}

/** The response is no list of orders. */
export class InvalidOrders extends Error {
  override readonly name = 'InvalidOrders'
}

const REQUEST_TIMEOUT_MS = 10_000

/**
 * Fetches the person's orders from the sample API.
 *
 * @throws a {@link NoResponse} when there is none within ten seconds; an {@link InvalidOrders} when the response is no list of orders; a
 * {@link TokenRejected} when the token is not accepted; another error when the API says that it failed
 */
export async function fetchOrders(apiUrl: string, accessToken: string, signal: AbortSignal): Promise<Order[]> {
  const headers = { Authorization: `Bearer ${accessToken}` }
  const ask = async (aborted: AbortSignal): Promise<{ ok: boolean; status: number; body: string }> => {
    const response = await fetch(`${apiUrl}/orders`, { headers, signal: aborted })
    return { ok: response.ok, status: response.status, body: await response.text() }
  }
  const deadline = {
    ms: REQUEST_TIMEOUT_MS,
    clock: systemClock,
    message: 'There was no answer within 10 seconds.',
    signal,
  }
  const { ok, status, body } = await withDeadline(deadline, ask).catch((error: Error) => {
    throw new NoResponse(`The API does not answer. ${error.message}`)
  })
  if (status === 401) throw new TokenRejected('The API does not take this access token.')
  if (!ok) throw new Error(`The API answered with HTTP ${status}.`)
  const orders = readOrders(parseObject(body))
  if (!orders) throw new InvalidOrders('The API answered something else than orders.')
  return orders
}

import { parseObject } from '@device-flow/app-shared/config'
import { withDeadline } from '@device-flow/app-shared/deadline'
import { readOrders, type Order } from '@device-flow/app-shared/orders'
import { isDeviceFlowError } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'

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
 * @param authorizedFetch sends the access token along, and a new one where the API does not accept it
 * @throws a {@link NoResponse} when there is none within ten seconds; an {@link InvalidOrders} when the response is no list of orders; a
 * `DeviceFlowError` when there is no token to ask with; another error when the API says that it failed
 */
export async function fetchOrders(
  apiUrl: string,
  authorizedFetch: typeof fetch,
  signal: AbortSignal,
): Promise<Order[]> {
  const ask = async (aborted: AbortSignal): Promise<{ ok: boolean; status: number; body: string }> => {
    // The browsers of older televisions would send the token along to wherever a redirect leads.
    const response = await authorizedFetch(`${apiUrl}/orders`, { signal: aborted, redirect: 'error' })
    return { ok: response.ok, status: response.status, body: await response.text() }
  }
  const deadline = {
    ms: REQUEST_TIMEOUT_MS,
    clock: systemClock,
    message: 'There was no answer within 10 seconds.',
    signal,
  }
  const { ok, status, body } = await withDeadline(deadline, ask).catch((error: Error) => {
    if (isDeviceFlowError(error)) throw error
    throw new NoResponse(`The API does not answer. ${error.message}`)
  })
  if (!ok) throw new Error(`The API answered with HTTP ${status}.`)
  const orders = readOrders(parseObject(body))
  if (!orders) throw new InvalidOrders('The API answered something else than orders.')
  return orders
}

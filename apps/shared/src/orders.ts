/** An order, as the sample API sends it. */
export interface Order {
  id: string
  item: string
  quantity: number
  status: string
}

/** Reads the sample API's response; undefined when it is no list of orders. */
export function readOrders(response: unknown): Order[] | undefined {
  const { orders } = (response ?? {}) as { orders?: unknown }
  return Array.isArray(orders) && orders.every(isOrder) ? orders : undefined
}

function isOrder(value: unknown): value is Order {
  const { id, item, quantity, status } = (value ?? {}) as Record<keyof Order, unknown>
  return [id, item, status].every((text) => typeof text === 'string') && typeof quantity === 'number'
}

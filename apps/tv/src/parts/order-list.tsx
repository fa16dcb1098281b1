import type { ReactElement } from 'react'
import type { Order } from '../orders/fetch-orders.ts'

/** As many as fit a screen that does not scroll. */
const MOST = 4

interface Props {
  orders: readonly Order[] | undefined
  hasFailed: boolean
}

/** What the person has ordered. */
export function OrderList({ orders, hasFailed }: Props): ReactElement {
  if (!orders) return <p className="lead">{hasFailed ? 'Your orders could not be fetched.' : 'Getting your orders.'}</p>
  if (orders.length === 0) return <p className="lead">You have no orders yet.</p>
  return (
    <>
      <p className="lead">Your orders</p>
      <ul className="orders">
        {orders.slice(0, MOST).map(({ id, item, quantity, status }) => (
          <li key={id} className="order">
            <span className="order-item">{item}</span>
            <span className="order-status">{status}</span>
            <span className="order-detail">
              Quantity {quantity} · Order {id}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

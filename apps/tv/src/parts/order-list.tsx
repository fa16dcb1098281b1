import type { Order } from '@device-flow/app-shared/orders'
import { useRef, type ReactElement } from 'react'
import { useFitting } from '../orders/use-fitting.ts'

/** More than fit any screen; the rest need not be measured. */
const MAX_ORDERS = 12

/** So few are shown large: they have the room. */
const FEW = 2

/** What the person has ordered: as many as fit, because a screen for a remote does not scroll. */
export function OrderList({ orders }: { orders: readonly Order[] }): ReactElement {
  const list = useRef<HTMLUListElement>(null)
  const fitting = useFitting(list)
  const shown = Math.min(fitting, orders.length)
  return (
    <>
      <p className="lead">{shown < orders.length ? `Your orders, ${shown} of ${orders.length}` : 'Your orders'}</p>
      <ul className={orders.length <= FEW ? 'orders orders-few' : 'orders'} ref={list}>
        {orders.slice(0, MAX_ORDERS).map(({ id, item, quantity, status }, index) => (
          <li key={id} className={index < shown ? 'order' : 'order order-beyond'}>
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

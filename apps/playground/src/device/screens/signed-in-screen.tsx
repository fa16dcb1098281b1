import type { DeviceFlow } from '@device-flow/react'
import { useState, type ReactElement } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import { personOf } from '../person-of.ts'
import { useLabClock } from '../../time/use-lab-clock.ts'
import { hasTokenEnded, sessionWords } from '../session-words.ts'
import { fetchOrders, type OrdersOutcome } from '../fetch-orders.ts'

type Authorized = Extract<DeviceFlow, { status: 'authorized' }>

/** The person, and what the sample API has of theirs: called when somebody asks for it. */
export function SignedInScreen({ flow }: { flow: Authorized }): ReactElement {
  const { apiUrl } = useLab().server
  const [outcome, setOutcome] = useState<OrdersOutcome>()
  const person = personOf(flow.claims)
  const hasEnded = useLabClock((now) => hasTokenEnded(flow, now))
  const update = (url: string): void => void fetchOrders(url, flow.fetch, flow.clock).then(setOutcome)
  return (
    <div className="screen screen-signed-in">
      <h3>{person ? `Hello, ${person}` : 'Hello'}</h3>
      {!hasEnded && <p className="signed-in">Signed in</p>}
      {outcome?.orders && (
        <ul className="orders">
          {outcome.orders.map(({ id, item, quantity, status }) => (
            <li key={id}>
              {quantity} × {item} <span>{status}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="screen-news" role="status">
        {sessionWords(flow, flow.clock.now()) ||
          outcome?.problem ||
          (outcome?.orders?.length === 0 && 'You have no orders yet.')}
      </p>
      <div className="screen-buttons">
        {apiUrl && <button onClick={() => update(apiUrl)}>Show my orders</button>}
        <button onClick={flow.signOut}>Sign out</button>
      </div>
    </div>
  )
}

import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { useOrders, type Outcome } from '../orders/use-orders.ts'
import { OrderList } from '../parts/order-list.tsx'
import type { PictureOf } from '../parts/picture.tsx'
import { Screen } from '../parts/screen.tsx'
import { SessionNews } from '../parts/session-news.tsx'
import { Updated } from '../parts/updated.tsx'
import { nameOf } from '../words/name-of.ts'
import { insteadOfOrders } from '../words/orders-words.ts'

type Authorized = Extract<DeviceFlow, { status: 'authorized' }>

interface Props {
  flow: Authorized
  apiUrl: string
  onSignInAgain: () => void
  onSignOut: () => void
}

/** What is seen where there are no orders. */
const INSTEAD_OF_ORDERS: Record<Outcome, PictureOf> = {
  fetched: 'signIn',
  noResponse: 'offline',
  invalidResponse: 'trouble',
  failed: 'trouble',
}

/** The person, and what is theirs. Fetched anew whenever the access token is renewed, and when they ask for it. */
export function Home({ flow, apiUrl, onSignInAgain, onSignOut }: Props): ReactElement {
  const { update, ...known } = useOrders(flow, apiUrl)
  const { orders = [], outcome } = known
  const name = nameOf(flow.claims)
  const actions = [
    { label: 'Update now', onPress: update },
    ...(flow.renewable ? [] : [{ label: 'Sign in again', onPress: onSignInAgain }]),
    { label: 'Sign out', onPress: onSignOut },
  ]
  return (
    <Screen
      name="home"
      {...(orders.length === 0 && outcome && { isShort: true, picture: INSTEAD_OF_ORDERS[outcome] })}
      title={name ? `Hello, ${name}` : 'Hello'}
      actions={actions}
      aside={<Updated of={known} clock={flow.clock} />}
    >
      <SessionNews of={flow} clock={flow.clock} />
      {orders.length > 0 ? <OrderList orders={orders} /> : <p className="lead">{insteadOfOrders(known)}</p>}
    </Screen>
  )
}

import type { DeviceFlow } from '@device-flow/react'
import type { ReactElement } from 'react'
import { useOrders } from '../orders/use-orders.ts'
import { OrderList } from '../parts/order-list.tsx'
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

/** The person, and what is theirs. Fetched anew whenever the access token is renewed, and when they ask for it. */
export function Home({ flow, apiUrl, onSignInAgain, onSignOut }: Props): ReactElement {
  const { update, ...known } = useOrders(flow, apiUrl)
  const { orders = [] } = known
  const name = nameOf(flow.claims)
  const actions = [
    { label: 'Update now', onPress: update },
    ...(flow.renewable ? [] : [{ label: 'Sign in again', onPress: onSignInAgain }]),
    { label: 'Sign out', onPress: onSignOut },
  ]
  return (
    <Screen
      name="home"
      title={name ? `Hello, ${name}` : 'Hello'}
      actions={actions}
      aside={<Updated of={known} clock={flow.clock} />}
    >
      <SessionNews of={flow} clock={flow.clock} />
      {orders.length > 0 ? <OrderList orders={orders} /> : <p className="lead">{insteadOfOrders(known)}</p>}
    </Screen>
  )
}

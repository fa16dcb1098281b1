import type { Clock } from '@device-flow/machine/adapter'
import type { ReactElement } from 'react'
import type { KnownOrders } from '../orders/use-orders.ts'
import { ordersNews } from '../words/orders-words.ts'
import { useMinutesSince } from './use-minutes-since.ts'

interface Props {
  of: KnownOrders
  clock: Clock
}

/** How the last update went, aloud; and how old the data is, in silence. */
export function Updated({ of: known, clock }: Props): ReactElement {
  const { updatedAt, outcome, isUpdating } = known
  const hasFailed = !isUpdating && outcome !== undefined && outcome !== 'fetched'
  // The screen says so itself then, in the orders' place.
  const isSaid = hasFailed && updatedAt === undefined
  return (
    <p className={`updated ${hasFailed ? 'updated-failed' : ''} ${isSaid ? 'unseen' : ''}`}>
      <span role="status">{ordersNews(known)}</span>
      {updatedAt !== undefined && !isUpdating && (
        <>
          {hasFailed ? ' Updated ' : ' '}
          <Age since={updatedAt} clock={clock} />
        </>
      )}
    </p>
  )
}

/** It renders each minute, alone. */
function Age({ since, clock }: { since: number; clock: Clock }): string {
  const minutes = useMinutesSince(since, clock)
  if (minutes < 1) return 'just now'
  return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
}

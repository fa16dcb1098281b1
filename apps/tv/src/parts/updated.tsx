import { useEffect, useState, type ReactElement } from 'react'
import type { KnownOrders } from '../orders/use-orders.ts'
import { ordersNews } from '../words/orders-words.ts'

const MINUTE_MS = 60_000

/** How the last update went, aloud; and how old the data is, in silence. It renders each minute, alone. */
export function Updated({ of: known }: { of: KnownOrders }): ReactElement {
  const { updatedAt, outcome, isUpdating } = known
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [updatedAt])
  const hasFailed = !isUpdating && outcome !== undefined && outcome !== 'answered'
  const age = updatedAt === undefined || isUpdating ? '' : ago(now - updatedAt)
  return (
    <p className={hasFailed ? 'updated updated-failed' : 'updated'}>
      <span role="status">{ordersNews(known)}</span>
      {age && (hasFailed ? ` Updated ${age}` : ` ${age}`)}
    </p>
  )
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 1) return 'just now'
  return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
}

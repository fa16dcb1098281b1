import { useEffect, useState, type ReactElement } from 'react'

const MINUTE_MS = 60_000

interface Props {
  at: number | undefined
  hasFailed: boolean
}

/** How old the data is. It renders each minute, alone. */
export function Updated({ at, hasFailed }: Props): ReactElement | null {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [at])
  const age = at === undefined ? '' : `Updated ${ago(now - at)}`
  if (!hasFailed) return <p className="updated">{age}</p>
  return <p className="updated updated-failed">{`The shop does not answer. ${age}`}</p>
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 1) return 'just now'
  return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`
}

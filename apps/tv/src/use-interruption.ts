import type { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlow } from '@device-flow/react'
import { useEffect, useState } from 'react'

const ASK_EVERY_MS = 30_000

/** Why the session is out of reach, and whether it is being asked for right now. */
interface Interruption {
  error: DeviceFlowError
  isTrying: boolean
}

/**
 * A session that is out of reach, for as long as it is. Each try looks like a session that renews its token: the screen must not go home
 * and come back for it. Asks by itself, because no event tells that a server is back.
 */
export function useInterruption(flow: DeviceFlow): Interruption | undefined {
  const [last, setLast] = useState<DeviceFlowError>()
  const outage = flow.status === 'error' && flow.canResume ? flow.error : undefined
  const isTrying = last !== undefined && flow.status === 'authorized' && flow.refreshing
  const current = outage ?? (isTrying ? last : undefined)
  if (current !== last) setLast(current)

  const { clock, retry } = flow
  useEffect(() => {
    if (!outage) return undefined
    // Each try that fails is another outage, so this goes on until one does not. A hint would do nothing where a server answers nonsense:
    // that is no outage of the network.
    return clock.schedule(retry, ASK_EVERY_MS)
  }, [outage, clock, retry])
  return current && { error: current, isTrying }
}

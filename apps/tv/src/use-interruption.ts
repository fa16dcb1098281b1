import type { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlow } from '@device-flow/react'
import { useEffect, useState } from 'react'

const RETRY_EVERY_MS = 30_000

/** Why the session is out of reach, and whether it is being tried again right now. */
interface Interruption {
  error: DeviceFlowError
  isTrying: boolean
}

/**
 * Tells of an outage: the session is kept, but its access token is dead and the server cannot renew it for now. Retries every 30 s, because
 * no event tells that a server is back. During a retry the machine is `refreshing`, as in any renewal: without what is kept here, the
 * screen would go home and come back each time.
 */
export function useInterruption(flow: DeviceFlow): Interruption | undefined {
  const [lastError, setLastError] = useState<DeviceFlowError>()
  const outage = flow.status === 'error' && flow.canResume ? flow.error : undefined
  const isTrying = lastError !== undefined && flow.status === 'authorized' && flow.refreshing
  const current = outage ?? (isTrying ? lastError : undefined)
  if (current !== lastError) setLastError(current)

  const { clock, retry } = flow
  useEffect(() => {
    if (!outage) return undefined
    // Each retry that fails brings another error object, so this effect runs again until one succeeds. `hint` would not do: it does nothing
    // after an invalid response, which is no outage of the network.
    return clock.schedule(retry, RETRY_EVERY_MS)
  }, [outage, clock, retry])
  return current && { error: current, isTrying }
}

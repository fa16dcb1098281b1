import type { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlow } from '@device-flow/react'
import { useState } from 'react'

/** Why the session is out of reach, and whether it is being tried again right now. */
interface Interruption {
  error: DeviceFlowError
  isTrying: boolean
}

/**
 * Tells of an outage: the session is kept, but its access token is dead and the server cannot renew it for now. The machine tries again by
 * itself (`keepTrying`). Meanwhile it is `refreshing`, as in any renewal: without what is kept here, the screen would go home and come back
 * each time.
 */
export function useInterruption(flow: DeviceFlow): Interruption | undefined {
  const [lastError, setLastError] = useState<DeviceFlowError>()
  const outage = flow.status === 'error' && flow.canResume ? flow.error : undefined
  const isTrying = lastError !== undefined && flow.status === 'authorized' && flow.refreshing
  const current = outage ?? (isTrying ? lastError : undefined)
  if (current !== lastError) setLastError(current)
  return current && { error: current, isTrying }
}

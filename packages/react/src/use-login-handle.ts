import { createHandle } from '@device-flow/machine/adapter'
import type { DeviceFlowHandle, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { useEffect, useState } from 'react'

/** One login that lives as long as the component. Services and options are those of the first render. */
export function useLoginHandle(source: DeviceFlowSource, options: DeviceFlowOptions): DeviceFlowHandle {
  const [handle, setHandle] = useState(() => createHandle(source, options))
  useEffect(() => {
    if (!handle.isStopped()) return handle.mount()
    // A hidden <Activity> unmounts the effects and keeps the state: who was signed in still is when it is shown again.
    return void setHandle(createHandle(source, { ...options, session: handle.sessionToGoOn() }))
    // Not services and options: made anew in each render, they would restart the login each time.
  }, [handle])
  return handle
}

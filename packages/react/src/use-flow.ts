import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import type { Clock, DeviceFlowCommands, DeviceFlowHandle } from '@device-flow/machine/adapter'
import { useMemo, useSyncExternalStore } from 'react'

/** What a component gets: the view, discriminated by `status`, the commands, which never change, and XState's actor. */
export type DeviceFlow = DeviceFlowView &
  DeviceFlowCommands & {
    /** The running machine, for `useSelector` of `@xstate/react` and the like. */
    readonly actor: DeviceFlowActor
    readonly clock: Clock
  }

/** Renders again when the view looks different, and only then: a poll changes nothing. */
export function useFlow(handle: DeviceFlowHandle): DeviceFlow {
  const view = useSyncExternalStore(handle.subscribe, handle.getView, handle.getView)
  return useMemo(() => ({ ...view, ...handle.commands, actor: handle.actor, clock: handle.clock }), [view, handle])
}

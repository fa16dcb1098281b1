import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import type { Clock, DeviceFlowCommands, DeviceFlowHandle } from '@device-flow/machine/adapter'
import { useSelector } from '@xstate/react'
import { useMemo } from 'react'

/** What a component gets: the view, discriminated by `status`, the commands, which never change, and XState's actor. */
export type DeviceFlow = DeviceFlowView &
  DeviceFlowCommands & {
    /** The running machine, for `useSelector` of `@xstate/react` and the like. */
    readonly actor: DeviceFlowActor
    readonly clock: Clock
  }

/** Renders again when the view looks different, and only then: a poll changes nothing. */
export function useFlow({ actor, clock, commands }: DeviceFlowHandle): DeviceFlow {
  const view = useSelector(actor, toView, isSameView)
  return useMemo(() => ({ ...view, ...commands, actor, clock }), [view, commands, actor, clock])
}

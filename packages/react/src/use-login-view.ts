import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import type { Clock, DeviceFlowCommands, DeviceFlowHandle } from '@device-flow/machine/adapter'
import { useSelector } from '@xstate/react'
import { useMemo, useSyncExternalStore } from 'react'

type NameIn<View> = View extends unknown ? keyof View : never
type Destructurable<View> = View extends unknown
  ? View & { readonly [Name in Exclude<NameIn<DeviceFlowView>, keyof View>]?: undefined }
  : never

/**
 * What a component gets: the view, discriminated by `status`, the commands, the same in each rendering, and XState's actor. It can be
 * destructured (`const { status, userCode } = …`): what a status does not have is undefined.
 */
export type DeviceFlow = Destructurable<DeviceFlowView> &
  DeviceFlowCommands & {
    /** The running machine, for `useSelector` of `@xstate/react` and the like. */
    readonly actor: DeviceFlowActor
    /** Where this login's time comes from. */
    readonly clock: Clock
  }

const subscribeToNothing = () => () => {}

/** Renders again when the view looks different, and only then: a poll changes nothing. */
export function useLoginView({ actor, clock, commands, firstSnapshot }: DeviceFlowHandle): DeviceFlow {
  const live = useSelector(actor, toView, isSameView)
  // A part of a page that is hydrated late must first show what the server has rendered, though the login has gone on.
  const isHydrating = useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  )
  return useMemo(
    () => ({ ...(isHydrating ? toView(firstSnapshot) : live), ...commands, actor, clock }),
    [isHydrating, firstSnapshot, live, commands, actor, clock],
  )
}

import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import type { Clock, DeviceFlowCommands, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { useSelector } from '@xstate/vue'
import { computed, markRaw, onScopeDispose, toRaw, type ComputedRef } from 'vue'
import { isServerRendering } from './server-rendering.ts'
import { toViewRefs, type ViewRefs } from './view-refs.ts'

/** What a component, scope or store gets: the members of the view as refs, the commands, and XState's actor. */
export type DeviceFlow = ViewRefs &
  DeviceFlowCommands & {
    /** The whole view, discriminated by `status`. */
    readonly view: ComputedRef<DeviceFlowView>
    /** The running machine, for `useSelector` of `@xstate/vue` and the like. */
    readonly actor: DeviceFlowActor
    /** Where this login's time comes from. */
    readonly clock: Clock
  }

/**
 * Runs a device login that lives as long as the component, effect scope or Pinia store. It starts when someone calls `start()`, never by
 * itself. Refs change when the view looks different, and only then: a poll changes nothing.
 *
 * @throws TypeError naming the service that is missing, or saying what is wrong with the session
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { useDeviceFlow } from '@device-flow/vue'
 *
 * declare const services: DeviceFlowServices
 * export const { status, verificationUri, userCode, start } = useDeviceFlow(services)
 * ```
 */
export function useDeviceFlow(servicesOrMachine: DeviceFlowSource, options: DeviceFlowOptions = {}): DeviceFlow {
  // A proxy of reactive() cannot reach private members: those of secrets, and of services.
  const handle = createHandle(toRaw(servicesOrMachine), { ...toRaw(options), session: toRaw(options.session) })
  const view = useSelector(handle.actor, toView, isSameView)
  // A subscriber without an error listener, so that XState reports a machine that breaks: `useSelector` has one, which says nothing.
  const reports = handle.actor.subscribe(() => {})
  // Not in onMounted: a store may outlive the component that happened to create it, or be created when that is mounted long since.
  const unmount = isServerRendering() ? undefined : handle.mount()
  onScopeDispose(() => {
    unmount?.()
    reports.unsubscribe()
  })

  return {
    ...toViewRefs(view),
    ...handle.commands,
    // A computed one, for a store to take for a getter and not for state, which it would send along from a server.
    view: computed(() => view.value),
    // A store would make proxies of them, which cannot reach their private members.
    actor: markRaw(handle.actor),
    clock: markRaw(handle.clock),
  }
}

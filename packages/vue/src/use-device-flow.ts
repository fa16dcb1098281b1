import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import type { Clock, DeviceFlowCommands, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { computed, getCurrentInstance, markRaw, onMounted, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import { toViewRefs, type ViewRefs } from './view-refs.ts'

/** What a component, scope or store gets: the members of the view as refs, the commands, and XState's actor. */
export type DeviceFlow = ViewRefs &
  DeviceFlowCommands & {
    /** The whole view, discriminated by `status`. */
    readonly view: ComputedRef<DeviceFlowView>
    /** The running machine, for `useSelector` of `@xstate/vue` and the like. */
    readonly actor: DeviceFlowActor
    readonly clock: Clock
  }

/**
 * A device login (RFC 8628) that lives as long as the component, effect scope or Pinia store. It starts when someone calls `start()`,
 * never by itself. Refs change when the view looks different, and only then: a poll changes nothing.
 *
 * @throws TypeError naming the service that is missing
 */
export function useDeviceFlow(servicesOrMachine: DeviceFlowSource, options: DeviceFlowOptions = {}): DeviceFlow {
  const handle = createHandle(servicesOrMachine, options)
  const view = shallowRef(handle.getView())
  let close: (() => void) | undefined

  const open = (): void => {
    const look = (): void => void (view.value = handle.getView())
    const unsubscribe = handle.subscribe(look)
    const unmount = handle.mount()
    look()
    close = () => {
      unmount()
      unsubscribe()
    }
  }
  // On a server components are never mounted: there nothing is started, and nothing has to be stopped.
  if (getCurrentInstance()) onMounted(open)
  else open()
  onScopeDispose(() => close?.())

  return {
    ...toViewRefs(view),
    ...handle.commands,
    // A computed one, for a store to take for a getter and not for state, which it would send along from a server.
    view: computed(() => view.value),
    // A store would make proxies of them, which can't reach their private members.
    actor: markRaw(handle.actor),
    clock: markRaw(handle.clock),
  }
}

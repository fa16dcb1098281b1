import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { defineComponent, inject, provide, proxyRefs } from 'vue'
import type { DefineSetupFnComponent, InjectionKey, ShallowUnwrapRef, SlotsType } from 'vue'
import { useDeviceFlow, type DeviceFlow } from './use-device-flow.ts'

const key: InjectionKey<DeviceFlow> = Symbol('device-flow')

/** The props of {@link DeviceFlowProvider}. */
export interface DeviceFlowProviderProps {
  /** Services, or the machine that was made of them. */
  services: DeviceFlowSource
  /** Read once, when the login is created. */
  options?: DeviceFlowOptions | undefined
}

/**
 * Runs one login for all components below. Its default slot gets the same, its refs unwrapped.
 *
 * @throws TypeError naming the service that is missing, or saying what is wrong with the session
 * @example
 * ```vue
 * <script setup lang="ts">
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { DeviceFlowProvider } from '@device-flow/vue'
 *
 * defineProps<{ services: DeviceFlowServices }>()
 * </script>
 *
 * <template>
 *   <DeviceFlowProvider :services v-slot="{ status, start }">
 *     <button v-if="status === 'idle'" @click="start">Sign in</button>
 *   </DeviceFlowProvider>
 * </template>
 * ```
 */
export const DeviceFlowProvider: DefineSetupFnComponent<
  DeviceFlowProviderProps,
  Record<never, never>,
  SlotsType<{ default: ShallowUnwrapRef<DeviceFlow> }>
> = defineComponent(
  (
    { services, options }: DeviceFlowProviderProps,
    { slots }: { slots: { default?: (flow: ShallowUnwrapRef<DeviceFlow>) => unknown } },
  ) => {
    const flow = useDeviceFlow(services, options)
    provide(key, flow)
    const unwrapped = proxyRefs(flow)
    return () => slots.default?.(unwrapped) as never
  },
  { name: 'DeviceFlowProvider', props: ['services', 'options'] },
) as never

/**
 * Reads the login of the {@link DeviceFlowProvider} above: the same for every component below it.
 *
 * @throws Error when there is none
 * @example
 * ```ts
 * import { useDeviceFlowContext } from '@device-flow/vue'
 *
 * export const { status, signOut } = useDeviceFlowContext()
 * ```
 */
export function useDeviceFlowContext(): DeviceFlow {
  const flow = inject(key, undefined)
  if (!flow) throw new Error('useDeviceFlowContext needs a <DeviceFlowProvider :services="…"> above this component')
  return flow
}

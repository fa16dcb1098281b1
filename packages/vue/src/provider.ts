import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { defineComponent, inject, provide, proxyRefs } from 'vue'
import type { DefineSetupFnComponent, InjectionKey, ShallowUnwrapRef, SlotsType } from 'vue'
import { useDeviceFlow, type DeviceFlow } from './use-device-flow.ts'

const key: InjectionKey<DeviceFlow> = Symbol('device-flow')

/** The props of {@link DeviceFlowProvider}. */
export interface DeviceFlowProviderProps {
  /** Services, or the machine that was made of them. */
  services: DeviceFlowSource
  options?: DeviceFlowOptions | undefined
}

/** One login for all components below. Its default slot gets the same, its refs unwrapped: `v-slot="{ status, start }"`. */
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
 * The login of the {@link DeviceFlowProvider} above: the same for every component below it.
 *
 * @throws Error when there is none
 */
export function useDeviceFlowContext(): DeviceFlow {
  const flow = inject(key, undefined)
  if (!flow) throw new Error('useDeviceFlowContext needs a <DeviceFlowProvider :services="…"> above this component')
  return flow
}

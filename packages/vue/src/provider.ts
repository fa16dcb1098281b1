import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import { defineComponent, inject, provide } from 'vue'
import type { DefineSetupFnComponent, InjectionKey, SlotsType } from 'vue'
import { useDeviceFlow, type DeviceFlow } from './use-device-flow.ts'

const key: InjectionKey<DeviceFlow> = Symbol('device-flow')

/** The props of {@link DeviceFlowProvider}. */
export interface DeviceFlowProviderProps {
  /** Services, or the machine that was made of them. */
  services: DeviceFlowSource
  options?: DeviceFlowOptions | undefined
}

/** One login for all components below, and for its default slot. */
export const DeviceFlowProvider: DefineSetupFnComponent<
  DeviceFlowProviderProps,
  Record<never, never>,
  SlotsType<{ default: DeviceFlow }>
> = defineComponent(
  (
    { services, options }: DeviceFlowProviderProps,
    { slots }: { slots: { default?: (flow: DeviceFlow) => unknown } },
  ) => {
    const flow = useDeviceFlow(services, options)
    provide(key, flow)
    return () => slots.default?.(flow) as never
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

import type {
  DeviceFlowActor,
  DeviceFlowError,
  DeviceFlowServices,
  DeviceFlowView,
  IdTokenClaims,
} from '@device-flow/machine'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { defineStore } from 'pinia'
import { expectTypeOf } from 'vitest'
import { h, type ComputedRef, type ShallowUnwrapRef } from 'vue'
import { DeviceFlowProvider, useDeviceFlow, useDeviceFlowContext, useSecondsLeft } from '../src/index.ts'
import type { DeviceFlow } from '../src/index.ts'

declare const services: DeviceFlowServices

const flow = useDeviceFlow(services)
useDeviceFlow(createDeviceFlowMachine(services), { onUnmount: 'detach', blipBudget: 3, session: undefined })
expectTypeOf(useDeviceFlowContext()).toEqualTypeOf<DeviceFlow>()

// @ts-expect-error services with everything missing
useDeviceFlow({})
// @ts-expect-error an option that does not exist
useDeviceFlow(services, { autoStart: true })

expectTypeOf(flow.status.value).toEqualTypeOf<'idle' | 'requesting' | 'awaitingUser' | 'authorized' | 'error'>()
expectTypeOf(flow.userCode).toEqualTypeOf<ComputedRef<string | undefined>>()
expectTypeOf(flow.blips.value).toEqualTypeOf<number | undefined>()
expectTypeOf(flow.claims.value).toEqualTypeOf<IdTokenClaims | undefined>()
expectTypeOf(flow.error.value).toEqualTypeOf<DeviceFlowError | undefined>()
expectTypeOf(flow.view.value).toEqualTypeOf<DeviceFlowView>()
if (flow.view.value.status === 'awaitingUser') expectTypeOf(flow.view.value.userCode).toEqualTypeOf<string>()
// @ts-expect-error what is shown is the machine's to change
flow.userCode.value = 'MINE'
// @ts-expect-error a member that does not exist
void flow.deviceCode

expectTypeOf(flow.start).toExtend<(event: MouseEvent) => void>()
flow.start({ scope: 'openid' })
// @ts-expect-error a scope is one space-separated string
flow.start({ scope: ['openid'] })
expectTypeOf(flow.getAccessToken()).toEqualTypeOf<Promise<string>>()
expectTypeOf(flow.actor).toEqualTypeOf<DeviceFlowActor>()

expectTypeOf(useSecondsLeft(flow).value).toEqualTypeOf<number>()
const store = defineStore('login', () => useDeviceFlow(services))()
expectTypeOf(store.userCode).toEqualTypeOf<string | undefined>()
useSecondsLeft(store)
// @ts-expect-error the countdown is not for setting
useSecondsLeft(flow).value = 3

h(
  DeviceFlowProvider,
  { services, options: { renewals: 1 } },
  { default: (shared: ShallowUnwrapRef<DeviceFlow>) => shared.userCode?.length },
)
// @ts-expect-error a provider needs services
h(DeviceFlowProvider, { options: {} })

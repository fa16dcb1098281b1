import { createDeviceFlowMachine, deviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowContext, DeviceFlowServices, Json } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'

const never = (): Promise<never> => new Promise(() => {})

/** The machine by which a login began: one whose services keep a session first looks for what is kept. */
export function machineAsRecorded(context: Json | undefined): typeof deviceFlowMachine {
  if (!isRecord(context) || context['canRestore'] !== true) return deviceFlowMachine
  const { refreshSpread, refreshGraceMs } = context as Partial<DeviceFlowContext>
  // Nothing of them is called: a replay asks the chart alone.
  const services: DeviceFlowServices = {
    requestDeviceAuthorization: never,
    pollToken: never,
    refreshTokens: never,
    revokeTokens: never,
    sleep: never,
    refreshGraceMs,
    session: { refreshSpread, restore: never, watch: () => () => {}, forget: never, createFetch: () => never },
  }
  return createDeviceFlowMachine(services)
}

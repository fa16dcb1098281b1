import type { DeviceAuthorization, DeviceAuthorizationRequest, PollOutcome } from '@device-flow/machine'
import { call } from './tabs.ts'
import type { Tab, Tabs } from './tabs.ts'

/** A login that this tab has begun. */
export async function begin(tab: Tab, request: DeviceAuthorizationRequest = {}): Promise<DeviceAuthorization> {
  return tab.services.requestDeviceAuthorization(request, call)
}

/** A poll of it. */
export async function poll(tab: Tab, authorization: DeviceAuthorization): Promise<PollOutcome> {
  return tab.services.pollToken(authorization, call)
}

/** Two tabs that wait for one person. */
export async function two(world: Tabs) {
  const [one, other] = [world.open(), world.open()]
  return { one, other, code: await begin(one), otherCode: await begin(other) }
}

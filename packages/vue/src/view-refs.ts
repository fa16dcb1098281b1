import type { DeviceFlowView } from '@device-flow/machine'
import { computed, type ComputedRef, type ShallowRef } from 'vue'

type Keys<View> = View extends unknown ? keyof View : never
type Value<View, Name> = View extends unknown ? (Name extends keyof View ? View[Name] : undefined) : never

/** Every member of the view as a ref of its own; `undefined` in states that do not have it. */
export type ViewRefs = {
  readonly [Name in Keys<DeviceFlowView>]: ComputedRef<Value<DeviceFlowView, Name>>
}

// An object, because the compiler then finds both a member that is missing and one that is too many.
const members: Record<Keys<DeviceFlowView>, true> = {
  status: true,
  userCode: true,
  codeGroups: true,
  spokenCode: true,
  verificationUri: true,
  verificationUriComplete: true,
  expiresAt: true,
  receivedAt: true,
  intervalMs: true,
  blips: true,
  lastBlip: true,
  claims: true,
  scope: true,
  accessTokenExpiresAt: true,
  refreshing: true,
  error: true,
}

/** Takes a view apart. */
export function toViewRefs(view: Readonly<ShallowRef<DeviceFlowView>>): ViewRefs {
  const refs = Object.keys(members).map((name) => [name, computed(() => ({ ...view.value })[name as never])])
  return Object.fromEntries(refs) as ViewRefs
}

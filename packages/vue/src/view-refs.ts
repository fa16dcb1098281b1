import type {
  AuthorizedView,
  AwaitingUserView,
  DeviceFlowView,
  ErrorView,
  IdleView,
  RequestingView,
} from '@device-flow/machine'
import { computed, type ComputedRef, type ShallowRef } from 'vue'

type Refs<View> = {
  readonly [Name in keyof View as Exclude<Name, 'status'>]: ComputedRef<View[Name] | undefined>
}

/** Every member of the view as a ref of its own; `undefined` in states that do not have it. */
export type ViewRefs = Refs<IdleView> &
  Refs<RequestingView> &
  Refs<AwaitingUserView> &
  Refs<AuthorizedView> &
  Refs<ErrorView> & {
    /** What to show. */
    readonly status: ComputedRef<DeviceFlowView['status']>
  }

// An object, because the compiler then finds both a member that is missing and one that is too many.
const members: Record<keyof ViewRefs, true> = {
  status: true,
  restoring: true,
  userCode: true,
  verificationUri: true,
  verificationUriComplete: true,
  expiresAt: true,
  receivedAt: true,
  intervalMs: true,
  blips: true,
  lastBlip: true,
  lastBlipDescription: true,
  outage: true,
  advice: true,
  claims: true,
  scope: true,
  accessTokenExpiresAt: true,
  refreshing: true,
  unsaved: true,
  renewable: true,
  endsAt: true,
  problem: true,
  error: true,
  canResume: true,
}

/** Makes a ref of each member of a view. */
export function toViewRefs(view: Readonly<ShallowRef<DeviceFlowView>>): ViewRefs {
  const refs = Object.keys(members).map((name) => [name, computed(() => ({ ...view.value })[name as never])])
  return Object.fromEntries(refs) as ViewRefs
}

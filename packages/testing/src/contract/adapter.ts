import type {
  DeviceAuthorizationRequest,
  DeviceFlowInput,
  DeviceFlowServices,
  DeviceFlowView,
} from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/** What a consumer of a login (a component, a scope, a process) can do with it. */
export interface ConsumerCommands {
  start(request?: DeviceAuthorizationRequest): void
  cancel(): void
  retry(): void
  hint(): void
  refresh(): void
  signOut(): void
  getAccessToken(): Promise<string>
  /** With the access token along, as the keeper of the services makes it. */
  fetch: typeof globalThis.fetch
}

/** One consumer, as the contract sees it. */
export interface Consumer {
  /** What it shows now. */
  view(): DeviceFlowView
  /** How often it was drawn (rendered, notified of a change). Counts on after an unmount, where it can still be notified. */
  draws(): number
  /** What it got to call, as of its latest draw: the very object, with whatever else is in it. */
  commands(): ConsumerCommands
}

/** A login that an adapter has mounted. */
export interface MountedLogin {
  /** As many as were asked for; all of the same login. */
  consumers: readonly Consumer[]
  /** Takes all consumers away, with what belongs to them. */
  unmount(): void | Promise<void>
  /** Draws all consumers once more, for a reason that has nothing to do with the login (a parent that renders). */
  redraw?(): void | Promise<void>
}

/** What a person who uses the adapter can set. */
export interface LoginOptions extends DeviceFlowInput {
  onUnmount?: 'cancel' | 'detach' | undefined
  /** Gets XState's inspection events. */
  inspect?: ((event: { readonly type: string }) => void) | undefined
}

/** What a login is mounted with. */
export interface MountRequest extends LoginOptions {
  services: DeviceFlowServices
  /** The clock of the services: where the adapter needs the time, it is this one. */
  clock: Clock
  /** How many consumers share the login. */
  consumers: number
  /** To be called by each consumer as early as its own code could call a command: in an effect of React, in `setup` of Vue. */
  onMount?: ((commands: ConsumerCommands) => void) | undefined
}

/**
 * What not every adapter has by its nature:
 *
 * - `commands` – its commands are there before anybody is signed in
 * - `detach` – a login can outlive its consumers, and the next ones with the same services find it
 * - `hint` – a person or a page can say that the login is probably done
 * - `keep` – it begins with what its services keep before anybody starts it, and shows what other tabs and processes do to that
 * - `owned` – the session ends with its consumers
 * - `page` – it runs on a page, whose events are hints; the page is that of `globalThis`
 * - `redraw` – a consumer can be drawn for a reason that has nothing to do with the login
 * - `request` – `start` can ask for more than the services do by themselves
 * - `restore` – it can be given a session
 * - `retry` – a consumer outlives the end of an attempt
 * - `share` – several consumers can share one login
 */
export type Ability =
  | 'commands'
  | 'detach'
  | 'hint'
  | 'keep'
  | 'owned'
  | 'page'
  | 'redraw'
  | 'request'
  | 'restore'
  | 'retry'
  | 'share'

/** What has to be said about an adapter to hold it to the contract. */
export interface ContractAdapter {
  mount(request: MountRequest): MountedLogin | Promise<MountedLogin>
  /** Does something that may change what consumers show, and resolves when it shows (`act` of React, `nextTick` of Vue). */
  act?(work: () => void | Promise<void>): Promise<void>
  /** What it does not have. The cases about it are left out. */
  lacks?: readonly Ability[]
}

import type { DeviceFlowInput, DeviceFlowServices, DeviceFlowView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'

/** What a consumer of a login (a component, a scope, a process) can do with it. */
export interface ConsumerCommands {
  start(): void
  cancel(): void
  retry(): void
  hint(): void
  refresh(): void
  signOut(): void
  getAccessToken(): Promise<string>
}

/** One consumer, as the contract sees it. */
export interface Consumer {
  /** What it shows now. */
  view(): DeviceFlowView
  /** How often it was drawn (rendered, told of a change). */
  draws(): number
  /** What it got to call, as of its latest draw. */
  commands(): ConsumerCommands
}

/** A login that an adapter has mounted. */
export interface MountedLogin {
  /** As many as were asked for; all of the same login. */
  consumers: readonly Consumer[]
  /** Takes all consumers away, with what belongs to them. */
  unmount(): void | Promise<void>
}

/** What a login is mounted with. */
export interface MountRequest extends DeviceFlowInput {
  services: DeviceFlowServices
  /** The clock of the services: where the adapter needs the time, it is this one. */
  clock: Clock
  /** How many consumers share the login. */
  consumers: number
}

/**
 * What not every adapter has by its nature:
 *
 * - `hint` – a person or a page can say that the login is probably done
 * - `page` – it runs on a page, whose events are hints; the page is that of `globalThis`
 * - `restore` – it can be given a session
 * - `retry` – a consumer outlives the end of an attempt
 * - `share` – several consumers can share one login
 */
export type Ability = 'hint' | 'page' | 'restore' | 'retry' | 'share'

/** What has to be said about an adapter to hold it to the contract. */
export interface ContractAdapter {
  mount(request: MountRequest): MountedLogin | Promise<MountedLogin>
  /** Does something that may change what consumers show, and resolves when it shows (`act` of React, `nextTick` of Vue). */
  act?(work: () => void | Promise<void>): Promise<void>
  /** What it does not have. The cases about it are left out. */
  lacks?: readonly Ability[]
}

/** What happens to a device while it waits, at a moment of true time; ms since the login was started. */
export type DeviceEvent = { at: number } & (
  | { type: 'clockSet'; byMs: number }
  /** Suspended: its timers and its monotonic clock stand still. */
  | { type: 'sleep'; ms: number }
  /** Stopped, as by a debugger or SIGSTOP, or a page in the back/forward cache: its clocks go on, and its timers fire late. */
  | { type: 'freeze'; ms: number }
  /** A page in the background: its timers fire on whole seconds, after five minutes on whole minutes. */
  | { type: 'hidden'; ms: number }
  /** Its process is killed, and started again after so long with what was kept. */
  | { type: 'restart'; ms: number }
)

/** A time without a network; ms since the login was started. */
export interface Outage {
  from: number
  to: number
  /** Requests vanish, and end by their time-out; otherwise they fail at once. */
  isBlackHole: boolean
  /** What a program in front of the server answers meanwhile; without it, nobody does. */
  status?: number
}

/** Everything that is decided about one login before it begins. Rates are per true time: 1.25 is a clock that is a quarter too fast. */
export interface World {
  scene: string
  device: {
    timerRate: number
    wallRate: number
    /** How early its timers fire, ms. */
    earlyMs: number
    /** How late its timers fire, for all that it has to do beside, ms. */
    lagMs: number
    /** A page, which notices when it is visible again, and the network back. */
    isPage: boolean
    events: readonly DeviceEvent[]
  }
  network: {
    /** One way; the median, ms. */
    delayMs: number
    /** The share of requests that go wrong, apart from outages. */
    faultShare: number
    outages: readonly Outage[]
  }
  server: {
    lifeMs: number
    intervalMs: number
    namesInterval: boolean
    /** It says its new interval with each `slow_down`. */
    namesSlowerInterval: boolean
    /** The share of polls that it answers with `slow_down` though they are not early. */
    slowDownShare: number
    /** It hands the tokens out again when its first response was lost; others say `invalid_grant` then. */
    repeatsGrant: boolean
  }
  person: {
    decision: 'approves' | 'denies' | 'never decides'
    /** How long after the code is shown, ms. */
    afterMs: number
  }
}

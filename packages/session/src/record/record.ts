import type {
  DeviceAuthorization,
  DeviceFlowClient,
  DeviceFlowReason,
  Json,
  Secret,
  TokenSet,
} from '@device-flow/machine'

/** The same with its secrets in clear. */
export type Clear<T> = {
  [K in keyof T]: T[K] extends Secret ? string : T[K] extends Secret | undefined ? string | undefined : T[K]
}

/** Who has sent a request whose response is not kept yet. */
export interface InFlight {
  /** Wall clock, ms since the epoch. */
  sentAt: number
  /** A random name of the tab or process. */
  owner: string
}

/** A login that waits for its person. */
export interface PendingLogin {
  authorization: Clear<DeviceAuthorization>
  /** As `slow_down` has raised it, ms. */
  intervalMs: number
  /** When the last response arrived: wall clock, ms since the epoch. */
  lastReplyAt: number
  /** No poll may leave before: wall clock, ms since the epoch (`Retry-After` of that response). */
  pollNotBefore?: number | undefined
  /** What was asked for beyond the client's own settings, as canonical text: only who asks for the same joins this login. */
  request?: string | undefined
  /** The poll under way. */
  poll?: InFlight | undefined
  /** The server has said that it awaits the person. */
  isCodeKnown?: true | undefined
}

/** A refresh whose response is not kept yet. */
export interface Refresh extends InFlight {
  /** When this refresh token was first sent, where this is not the first time: the server's grace began then. */
  firstSentAt?: number | undefined
  /** Nobody waits for the response any more. */
  lost?: true | undefined
  /** Sent without the lock: who has that does not know by it that the sender is dead. */
  withoutLock?: true | undefined
}

/** What the server said when it refused. */
export interface Refused {
  /** The server's error code. */
  error?: string | undefined
  /** For people. */
  message: string
}

/** A refresh that was refused in a way that leaves the session, as one that is about the client: the next may succeed. */
export interface Declined extends Refused {
  /** Wall clock, ms since the epoch. */
  at: number
  reason: DeviceFlowReason
  /** Of a response that is not OAuth: its HTTP status. */
  status?: number | undefined
}

/** A person who is signed in. */
export interface SignedIn {
  /** A random name that stays the same over refreshes: another one is another sign-in. */
  id: string
  tokens: Clear<TokenSet>
  /** The refresh under way. */
  refresh?: Refresh | undefined
  /** No refresh may leave before: wall clock, ms since the epoch (`Retry-After`, back-off). */
  refreshNotBefore?: number | undefined
  /** When that wait began, by the same clock. */
  refreshWaitsSince?: number | undefined
  /** The server no longer renews the tokens, since `at` (wall clock, ms since the epoch): they are good until the access token ends. */
  refused?: (Refused & { at: number }) | undefined
  /** How the server has declined the last refresh, where that leaves the session. */
  declined?: Declined | undefined
  /** Tokens of earlier sign-ins, which may be of the same grant: they are revoked when the person signs out, and not before. */
  replaced?: Clear<TokenSet>[] | undefined
}

/**
 * How the last session ended: what a late refresh finds, so that it brings nothing back to life. Beside a session: how the server has ended
 * the last login.
 */
export interface Ended {
  /** Wall clock, ms since the epoch. */
  at: number
  /** By the person who signed out, by the server that refused to renew, or a pending login that was given up. */
  by: 'person' | 'server' | 'cancel'
  /** The server's error code. */
  error?: string | undefined
  /** For people. */
  message?: string | undefined
}

/** What is kept of one client at one server, as JSON. The store's revision is beside it, not in it. */
export interface SessionRecord {
  version: 2
  /** Whose it is, and for what; see `lineageOf`. Empty where that is not known. */
  lineage: string
  client?: DeviceFlowClient | undefined
  pending?: PendingLogin | undefined
  signedIn?: SignedIn | undefined
  ended?: Ended | undefined
  /** What the app keeps beside it: how to reach the server again, say. Never read here. */
  app?: Json | undefined
}

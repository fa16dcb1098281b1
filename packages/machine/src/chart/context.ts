import type { Cadence } from './cadence.ts'
import type { DeviceFlowError, TransientFault } from '../errors.ts'
import type { RefreshSettings } from './refresh-schedule.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  DeviceFlowClient,
  SleepRequest,
  TokenSet,
} from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** What a machine is started with. All of it may be left out. */
export interface DeviceFlowInput {
  /** A session out of a store, read by `decodeDeviceSession`: the machine finds its state from it. */
  session?: DeviceSession | undefined
  /**
   * How many polls in a row may bring no HTTP response before the login ends as `offline`. Default 6; `Infinity` goes on until the code
   * expires.
   */
  blipBudget?: number | undefined
  /** How many times an expired code is renewed without a person. Default 0 (RFC 8628 §3.5 asks for a person). */
  renewals?: number | undefined
  /**
   * A session that is out of reach is tried again by itself, each time that its server may be asked: for a screen that nobody is at.
   * Default false: it waits for `retry`, for a hint, or for someone who needs a token.
   */
  keepTrying?: boolean | undefined
  /**
   * A session that the server refuses to renew ends at once. Default false: it is good until its access token ends, and the view says
   * that it is not `renewable`.
   */
  endWhenRefused?: boolean | undefined
}

/** Everything the chart remembers. Use `toView` to read it. */
export interface DeviceFlowContext extends RefreshSettings {
  /** The client and server of this login, where the services name them. */
  client: DeviceFlowClient | undefined
  /** See {@link DeviceFlowInput}. */
  blipBudget: number
  /** See {@link DeviceFlowInput}. */
  renewals: number
  /** See {@link DeviceFlowInput}. */
  keepTrying: boolean
  /** See {@link DeviceFlowInput}. */
  endWhenRefused: boolean
  /** The services keep the session: it can be read. */
  canRestore: boolean
  /** What is kept has to be read: at the start, after a sign-out, and again after it could not be. */
  mustRestore: boolean
  /** A person wants to sign in, as soon as it is known that nothing is kept. */
  startWanted: boolean
  /** How many of the renewals this attempt still has. */
  renewalsLeft: number
  /** What `start` asked for; `retry` and a renewed code ask for the same. */
  request: DeviceAuthorizationRequest
  /** Device authorization requests in a row that brought no response. */
  requestBlips: number
  /** The code that is shown; its `intervalMs` is never absent here. */
  authorization: DeviceAuthorization | undefined
  /** The pace of its polls. */
  cadence: Cadence | undefined
  /** What the last request failed by, when it brought no usable response. */
  lastFault: TransientFault | undefined
  /** Someone said that the person is probably done: the next poll needs no back-off. */
  hinted: boolean
  /** Those of the session; also in `error`, when it is only out of reach. */
  tokens: TokenSet | undefined
  /** They are in memory only: they could not be kept, and that is tried again. */
  unsaved: boolean
  /** When the machine refreshes by itself: wall clock, ms since the epoch. */
  refreshAt: number | undefined
  /** The tokens came of a refresh in this process, not of a sign-in or a store. */
  wasRefreshed: boolean
  /** Refreshes in a row that brought nothing. */
  refreshFailures: number
  /** Someone asked, during the back-off in `error`, for the session: it is refreshed as soon as that may be. */
  refreshWanted: boolean
  /** The wait until the next refresh may leave, whoever asks for it. Both clocks must agree that it is over. */
  refreshBackOff: SleepRequest | undefined
  /** What the last refresh failed by, for those who ask while the old access token lives. When it is dead, that is `error`. */
  refreshError: DeviceFlowError | undefined
  /** The response to a refresh was lost: the refresh token may be used up, and using it again may end the session. */
  replyLost: boolean
  /** When the first refresh was sent whose response was lost, where that is known: wall clock, ms since the epoch. */
  replyLostAt: number | undefined
  /** The server refuses to renew the tokens; `refreshError` is how. They are good until the access token ends. */
  isRefused: boolean
  /** How the last attempt, or the session, ended. */
  error: DeviceFlowError | undefined
}

/** What a context is without any login, pending or done. */
export const emptyLogin = {
  mustRestore: false,
  startWanted: false,
  requestBlips: 0,
  authorization: undefined,
  cadence: undefined,
  lastFault: undefined,
  hinted: false,
  tokens: undefined,
  unsaved: false,
  refreshAt: undefined,
  wasRefreshed: false,
  refreshFailures: 0,
  refreshWanted: false,
  refreshBackOff: undefined,
  refreshError: undefined,
  replyLost: false,
  replyLostAt: undefined,
  isRefused: false,
  error: undefined,
} as const satisfies Partial<DeviceFlowContext>

/** Of a context with an error: whether the session was only out of reach. */
export function canResume({ tokens }: DeviceFlowContext): boolean {
  return tokens?.refreshToken !== undefined
}

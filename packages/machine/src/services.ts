import type { DpopProofs } from './dpop.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  DeviceFlowClient,
  PollOutcome,
  RefreshCall,
  RefreshOutcome,
  RevocationOutcome,
  ServiceCall,
  SleepRequest,
} from './facts.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { TokenSet } from './token-set.ts'

export type * from './facts.ts'
export type * from './token-set.ts'

/**
 * The only door between the chart and the outside world. Every method rejects with a {@link TransientFault} when the next try may
 * succeed, and with a {@link DeviceFlowError} when it cannot; anything else that is thrown ends the attempt as `unexpected`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 */
export interface DeviceFlowServices {
  /**
   * The client and server that these services are for. A kept session names its own, and is refused when it names others or none: its
   * tokens would go to a server that they are not for. Services without a `client` take any session.
   */
  readonly client?: DeviceFlowClient | undefined
  /**
   * The extra parameters that each login of these services asks for. A kept login whose `asked` lacks one of them is neither taken up nor
   * joined: nobody would be held to it.
   */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  /**
   * How long after a refresh the server still takes the refresh token that was used for it, ms; 0 when it does not. Default 10 000. A
   * refresh whose response was lost is sent again within this time, and not after it: a strict server would end the session.
   */
  readonly refreshGraceMs?: number | undefined
  /** Keeps the session beyond this process; `withSession` of `@device-flow/session` makes it. Without it, a login ends with its process. */
  readonly session?: SessionKeeper | undefined
  /** Proves that whoever sends a bound access token has its key; `createDpop` of `@device-flow/oauth/dpop` makes it. */
  readonly dpop?: DpopProofs | undefined
  /**
   * Asks for a device code and a user code.
   *
   * @throws TransientFault when the next try may succeed
   * @throws DeviceFlowError when it cannot
   * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.1 | RFC 8628 §3.1}
   */
  requestDeviceAuthorization(request: DeviceAuthorizationRequest, call: ServiceCall): Promise<DeviceAuthorization>
  /**
   * Asks once whether the person has decided. Must end by itself (a time-out per request). Tokens are validated before they are handed on.
   * The signal is aborted only some seconds after the login was cancelled, so that a grant under way can be revoked.
   *
   * @throws TransientFault when the next poll may bring a decision
   * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.4 | RFC 8628 §3.4}
   */
  pollToken(authorization: DeviceAuthorization, call: ServiceCall): Promise<PollOutcome>
  /**
   * Renews the access token. Must end by itself. It takes no signal: a refresh that is cut off half-way has used up a rotating refresh
   * token and lost its successor. With a `call`, it asks right before the request leaves whether it still may, and rejects without
   * `sentAt` where not.
   *
   * @throws TransientFault when the next try may succeed
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 | RFC 6749 §6}
   */
  refreshTokens(tokens: TokenSet, call?: RefreshCall): Promise<RefreshOutcome>
  /**
   * Revokes the refresh token, then the access token, as far as the server lets it. Must end by itself. Services that do not say what came
   * of it have revoked. What it rejects with is dropped: signed out here means signed out.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2.1 | RFC 7009 §2.1}
   */
  revokeTokens(tokens: TokenSet): Promise<RevocationOutcome | void>
  /**
   * Waits; see {@link SleepRequest}. No poll is early because this waits: one that resolves at once sends polls without a pause.
   * `createSleep` of `@device-flow/machine/clock` makes it.
   *
   * @throws the signal's reason when it is aborted
   */
  sleep(request: SleepRequest, call: ServiceCall): Promise<void>
}

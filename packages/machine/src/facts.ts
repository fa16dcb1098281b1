import type { DeviceFlowError, TransientFault } from './errors.ts'
import type { Secret } from './secret.ts'
import type { TokenSet } from './token-set.ts'

/**
 * What one login asks for beyond the services' own settings.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.1 | RFC 8628 §3.1}
 */
export interface DeviceAuthorizationRequest {
  /** Space-separated scopes, instead of the configured ones. */
  scope?: string
  /** Extra parameters of the device authorization request, e.g. `acr_values`. */
  parameters?: Record<string, string>
}

/**
 * The device authorization response, checked and with absolute times.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.2 | RFC 8628 §3.2}
 */
export interface DeviceAuthorization {
  /** Sent with each poll; nobody is to see it. */
  deviceCode: Secret
  /** Shown verbatim: some servers compare it case-sensitively. */
  userCode: string
  /** Where the person goes; http(s). */
  verificationUri: string
  /** The same with the code in it; http(s). For QR codes and links, never instead of the code. */
  verificationUriComplete?: string
  /** When the code dies: wall clock, ms since the epoch. */
  expiresAt: number
  /**
   * The least time between a response and the next poll, ms, as the server names it; absent when it names none: the chart takes 5 s then.
   */
  intervalMs?: number
  /** When the response arrived: wall clock, ms since the epoch. */
  receivedAt: number
  /** The same moment by `Clock.monotonic()`, ms: it shows when the wall clock was set meanwhile. It means nothing after a restart. */
  receivedAtMonotonic?: number | undefined
  /** The DPoP key that the login began with, by its thumbprint (RFC 7638); absent without DPoP. */
  dpopKeyId?: string | undefined
  /**
   * What the services know of the server, for them alone, and no secret: kept with the login, which is polled at once after a restart.
   * Those of `@device-flow/oauth` judge it as metadata, and read that first where it names an address off the issuer's origin.
   */
  server?: string | undefined
  /** Another tab or process has begun the login: whoever cancels it leaves it, and it goes on for the others. */
  joined?: true | undefined
  /** The server has refused the client's credentials in their first form; see {@link TokenSet.rawCredentials}. */
  rawCredentials?: true | undefined
  /**
   * What the login asked for, that of the settings among it: a {@link DeviceAuthorizationRequest} as JSON, which may name the person. It
   * is kept with the login, whose tokens are judged by it, whoever fetches them. Absent where the services do not say.
   */
  asked?: Secret | undefined
}

/** What may keep a person from deciding without the device being told, and what to do about it. */
export interface WaitingAdvice {
  /** Full sentences, calm, for the person before the screen. */
  readonly text: string
  /** Who runs the server, as people call it, where that is known: `Microsoft Entra ID`. */
  readonly provider?: string | undefined
}

/**
 * What a poll of the token endpoint brought. All of these are the server's decisions; a fault is a rejection.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 | RFC 8628 §3.5}
 */
export type PollOutcome =
  | {
      type: 'granted'
      tokens: TokenSet
      /** They could not be kept: they are in memory only, until a `sessionSaved` says otherwise. */
      unsaved?: boolean
    }
  | {
      type: 'pending'
      receivedAt: number
      receivedAtMonotonic?: number | undefined
      /**
       * The interval to poll at from now on, ms, where the server names a longer one, or has to another tab or process that polls with the
       * same code.
       */
      intervalMs?: number
      retryAfterMs?: number
      /** What may keep the person, once they have taken long. The first that comes stays with the code. */
      advice?: WaitingAdvice | undefined
      /** The server has said that it awaits the person, now or before: see {@link ServiceCall.isCodeKnown}. */
      isCodeKnown?: boolean | undefined
    }
  | {
      type: 'slowDown'
      receivedAt: number
      receivedAtMonotonic?: number | undefined
      /** The interval that the server named in its response, ms (GitHub does). */
      intervalMs?: number
      retryAfterMs?: number
      /** As of `pending`. */
      advice?: WaitingAdvice | undefined
      /** As of `pending`. */
      isCodeKnown?: boolean | undefined
    }
  /** The login is over: denied, expired, or refused for a reason that polling on cannot cure. */
  | { type: 'ended'; error: DeviceFlowError }

/**
 * What a refresh brought.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 | RFC 6749 §6}
 */
export type RefreshOutcome =
  | {
      type: 'refreshed'
      /** Members that the response did not have may be left out: the chart keeps those from before. */
      tokens: TokenSet
      /** They could not be kept: they are in memory only, until a `sessionSaved` says otherwise. */
      unsaved?: boolean
    }
  | {
      type: 'refused'
      error: DeviceFlowError
      /** When the refusal arrived: wall clock, ms since the epoch. Without it, the access token counts as dead. */
      receivedAt?: number
    }

/**
 * A wait that ends when both are true: the wall clock has reached `until`, and `atLeastMs` have passed on the monotonic clock since
 * the call. Give both where politeness counts: timers run fast in virtual machines and wall clocks jump, but hardly both at once.
 * Then `atLeastMs` is also the most that the wall clock, should it have been set back, may ask for.
 *
 * Where nothing is owed any more, as in the back-off after an interval that has passed, `atMostMs` stands beside `until` instead: such a
 * wait ends as soon as one of the two is true. A service that does not know `atMostMs` waits until `until`.
 */
export interface SleepRequest {
  /** Wall clock, ms since the epoch. */
  until?: number
  /** Duration, ms. */
  atLeastMs?: number
  /** Duration, ms by the monotonic clock since the call, after which the wait is over whatever the wall clock shows. */
  atMostMs?: number
}

/** How a service is told that its result is no longer wanted. */
export interface ServiceCall {
  /**
   * Aborted when nobody waits for the result any more. Those of `sleep` may share it when they follow each other: it stops to listen when
   * it is done.
   */
  signal: AbortSignal
  /**
   * Of a poll: tells of a fault that it waits out itself, so that the person sees a blip. One that has brought tokens whose keys cannot be
   * read does: it must not be sent again.
   */
  tellBlip?: ((fault: TransientFault) => void) | undefined
  /** Of a poll: another tab or process has sent one before it, and never noted its answer, which may have been the tokens. */
  wasAnswerLost?: boolean | undefined
  /**
   * Of a poll: the server has told one before it, of this process or another, that it awaits the person. If it does not know the code any
   * more, that has run out, and was not wrong.
   */
  isCodeKnown?: boolean | undefined
}

/** What a refresh is told where others share its tokens. */
export interface RefreshCall {
  /**
   * Whether the request may still leave: while what goes before it took its time, discovery say, others may have used the refresh token.
   * Never rejects.
   */
  mayStillSend(): Promise<boolean>
  /**
   * The same once there is a connection, and the first byte is about to leave: a look at the clocks, as nothing can be waited for any more.
   * Asked where the platform tells of that moment: Node's `fetch` does, browsers do not. After a `false` nothing is sent.
   */
  isInTime(): boolean
}

/**
 * What the server did about tokens that are to be revoked.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2 | RFC 7009 §2}
 */
export interface RevocationOutcome {
  /** Whether they are dead. A server without a revocation endpoint, or for this type of token, lets them live until they expire. */
  revoked: boolean
  /**
   * Why they may live on, where that is known. The server has refused (`error` is its code), it has brought no usable response, or it was
   * not asked: `unsupported`, with the `field` `revocation_endpoint`, says that no revocation endpoint is known. Beside `revoked: true` it
   * says why they are still kept here, dead as they are: the sign-out could not be written.
   */
  problem?: DeviceFlowError | TransientFault | undefined
}

/**
 * One client at one authorization server: the owner of a kept session.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-2 | RFC 8414 §2}
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.2 | RFC 6749 §2.2}
 */
export interface DeviceFlowClient {
  /** The issuer; of a server that names none, its token endpoint. */
  readonly server: string
  /** As the client is registered there. */
  readonly clientId: string
  /** What its logins ask for: space-separated scopes. Tokens for something else are another session. */
  readonly scope?: string | undefined
  /** The API that its tokens are for, where the server knows an `audience`. */
  readonly audience?: string | undefined
  /** The APIs that its tokens are for (RFC 8707). */
  readonly resources?: readonly string[] | undefined
}

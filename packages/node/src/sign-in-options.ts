import type { DeviceAuthorizationRequest, DeviceFlowView, DeviceSession } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { DispatcherSource, OAuthServicesOptions } from '@device-flow/oauth'
import type { SessionServices, Store } from '@device-flow/session'
import type { InspectionEvent, Observer } from 'xstate'
import type { DevicePrompt } from './prompt.ts'

/** The options of a login, whatever services it runs on. */
export interface LoginOptions {
  /**
   * Shows the person where to go and what to type; called once for each code. What it returns is not waited for: polling begins at
   * once. When it throws or rejects, nobody can know the code: the login is cancelled and rejects with that error.
   */
  onPrompt(prompt: DevicePrompt): void | PromiseLike<void>
  /**
   * Told of each change of the view, also after sign-in (refreshes, the end of the session). When it throws during the login, the login
   * rejects with that error.
   */
  onChange?: ((view: DeviceFlowView) => void) | undefined
  /**
   * Called when a code has run out unused: resolves to whether the person wants another, and then the login goes on. Default: it rejects.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.5 | RFC 8628 §3.5}
   */
  onExpired?: (() => boolean | PromiseLike<boolean>) | undefined
  /**
   * A session to take up: read what you kept with `decodeDeviceSession`. Who was signed in still is, without a request or a prompt, and its
   * access token is renewed when it is time. A pending login goes on: its code is shown, and polled no earlier than is legal.
   */
  session?: DeviceSession | undefined
  /**
   * Where to keep the session, such as `appStore('my-cli')`: the next run finds it, and so do other processes. Who is signed in is not
   * asked again; a login that waits for its person, in this process or another, is joined.
   */
  store?: Store | undefined
  /** Under which key of the store. Default: a name made of the client, the server, and what the tokens are for. */
  key?: string | undefined
  /** Ends the session as soon as the server refuses to renew it. Default: it goes on until the access token dies. */
  endWhenRefused?: boolean | undefined
  /** What this one login asks for beyond the services' own settings. A `session` that is taken up has asked already. */
  request?: DeviceAuthorizationRequest | undefined
  /**
   * Cancels the login. One that another process has begun goes on there, and can be joined again. Once signed in, it no longer matters. Nor
   * does it where the server has granted the login, and its session is kept in `store` within 3 s: then it resolves to that session. What
   * is not kept by then, or cannot be, is revoked, and it rejects with the signal's reason.
   */
  signal?: AbortSignal | undefined
  /**
   * How many polls in a row may bring no HTTP response before the login ends as `offline`. Default 6; `Infinity` goes on until the code
   * expires.
   */
  blipBudget?: number | undefined
  /** How many times an expired code is replaced without a person asking for it. Default 0 (RFC 8628 §3.5 asks for a person). */
  renewals?: number | undefined
  /**
   * Called at most once, when a login was cancelled with a request still under way: resolves, within seconds, when a grant that arrives
   * late has been revoked, or a code that does is no longer kept. Await it before `process.exit()`. A process that ends by itself needs
   * none of this.
   */
  waitUntil?: ((work: Promise<void>) => void) | undefined
  /** XState's inspection events. Secrets in them are opaque. */
  inspect?: Observer<InspectionEvent> | ((event: InspectionEvent) => void) | undefined
  /**
   * The only origins that `session.fetch` sends the access token to, such as `['https://api.example.com']`: https, or http on loopback.
   * Default: those of `audience` and `resource`, where they are URLs.
   */
  allowedOrigins?: readonly string[] | undefined
  /** Sends the OAuth requests, and those of `session.fetch`, instead of `globalThis.fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Carries the OAuth requests, and those of `session.fetch`: a dispatcher of undici. Default: `networkDispatcher()`, by the proxies that
   * the environment names.
   */
  dispatcher?: DispatcherSource | undefined
  /** Where time comes from. Default: the platform's clock, whose timers keep no signed-in process alive. */
  clock?: Clock | undefined
}

/**
 * Services of your own, instead of those for OAuth over HTTP. `fetchUserInfo` is what `session.userInfo()` calls. They wait by a clock
 * of their own: that of `createOAuthServices`, unless it is given another one, keeps a process alive that could renew its tokens.
 */
export type SignInServices = SessionServices

/** The options of `signIn`: the login's, and either those of `createOAuthServices` or `services`. */
export type SignInOptions = LoginOptions &
  ((OAuthServicesOptions & { services?: undefined }) | { services: SignInServices })

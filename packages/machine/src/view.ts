import { firstCadence, isOutage } from './chart/cadence.ts'
import { canResume } from './chart/context.ts'
import { isVerdict } from './chart/out-of-reach.ts'
import { shownCode } from './chart/shown-code.ts'
import { checkSnapshot } from './check-snapshot.ts'
import type { TransientFault, TransientFaultReason, DeviceFlowError } from './errors.ts'
import type { DeviceFlowSnapshot } from './machine.ts'
import type { IdTokenClaims, WaitingAdvice } from './services.ts'

/** Nobody is signed in, and nobody has asked to be. */
export interface IdleView {
  status: 'idle'
  /** What is kept of a session is being read, or a sign-out is on its way to where it is kept: a reload might still be signed in. */
  restoring: boolean
}

/** A login whose code is on its way. */
export interface RequestingView {
  status: 'requesting'
  /** Tries in a row that brought no usable response. */
  blips: number
  /** What the last of them failed by. */
  lastBlip: TransientFaultReason | undefined
  /** What the server said of it, cleaned, where it did: mostly for whoever runs it. */
  lastBlipDescription: string | undefined
}

/**
 * A login that waits for its person: show where to go and what to type.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3.3 | RFC 8628 §3.3}
 */
export interface AwaitingUserView {
  status: 'awaitingUser'
  /** Show it verbatim, always, even beside a QR code (RFC 8628 §3.3.1). */
  userCode: string
  /** Where to type the code, for people to read. */
  verificationUri: string
  /** For a QR code or a link. */
  verificationUriComplete: string | undefined
  /** When the code dies: wall clock, ms since the epoch. */
  expiresAt: number
  /** When the code arrived: wall clock, ms since the epoch. */
  receivedAt: number
  /** The interval between polls that the server asked for with the code, or its default, ms. */
  intervalMs: number
  /** Polls in a row that brought no usable response: a calm hint, not an error. */
  blips: number
  /** What the last of them failed by. */
  lastBlip: TransientFaultReason | undefined
  /** What the server said of it, cleaned, where it did: mostly for whoever runs it. */
  lastBlipDescription: string | undefined
  /** Six polls in a row failed, so the server itself seems to be in trouble: say so. The login still goes on. */
  outage: boolean
  /** What may keep the person, once they have taken long: say it calmly, beside the code. It comes once, and stays. */
  advice: WaitingAdvice | undefined
}

/** A session. A refresh under way changes `refreshing`, and nothing else. */
export interface AuthorizedView {
  status: 'authorized'
  /** Of the validated ID token, when there is one. */
  claims: IdTokenClaims | undefined
  /** What the tokens are good for, space-separated (RFC 6749 §3.3); undefined when the server does not say. */
  scope: string | undefined
  /** When the access token dies: wall clock, ms since the epoch; undefined when the server does not say. */
  accessTokenExpiresAt: number | undefined
  /** The access token is being renewed. */
  refreshing: boolean
  /** The tokens are in memory only: they could not be kept, and that is tried again. A restart would sign the person out. */
  unsaved: boolean
  /** There is a refresh token, and the server has not refused it. */
  renewable: boolean
  /**
   * When the session ends, however often it is renewed; of tokens that cannot be renewed, when the access token dies: wall clock, ms since
   * the epoch; undefined when nobody knows.
   */
  endsAt: number | undefined
  /** What the last refresh failed by; undefined when it succeeded. */
  problem: DeviceFlowError | undefined
}

/** An attempt, or a session, that has come to its end. */
export interface ErrorView {
  status: 'error'
  /** What went wrong, and what to do next. */
  error: DeviceFlowError
  /** The session was only out of reach: `retry` takes it up again without a person, `cancel` gives it up and has it revoked. */
  canResume: boolean
}

/** What a UI shows, as one discriminated union: the same for every framework. It holds no secret. */
export type DeviceFlowView = IdleView | RequestingView | AwaitingUserView | AuthorizedView | ErrorView

/**
 * Reads a snapshot for people. `awaitingUser` and `polling` look the same in it, so a poll changes nothing on a screen.
 *
 * @throws TypeError for what is no snapshot, such as the actor
 * @example
 * ```ts
 * import { toView, type DeviceFlowActor } from '@device-flow/machine'
 *
 * declare const actor: DeviceFlowActor
 * const view = toView(actor.getSnapshot())
 * if (view.status === 'awaitingUser') console.log(`Open ${view.verificationUri} and enter ${view.userCode}`)
 * ```
 */
export function toView(snapshot: DeviceFlowSnapshot): DeviceFlowView {
  checkSnapshot(snapshot, 'toView')
  const { authorization, cadence, tokens, error, requestBlips, lastFault, unsaved, isRefused, refreshError } =
    snapshot.context
  if (snapshot.hasTag('prompting') && authorization && cadence) {
    return {
      status: 'awaitingUser',
      receivedAt: authorization.receivedAt,
      intervalMs: firstCadence(authorization).intervalMs,
      blips: cadence.blips,
      ...lastBlipOf(lastFault),
      outage: isOutage(cadence),
      advice: cadence.advice,
      ...shownCode(authorization),
    }
  }
  if (snapshot.hasTag('signedIn') && tokens) {
    const { claims, scope, expiresAt, refreshToken, refreshTokenExpiresAt, authorizationExpiresAt } = tokens
    const renewable = refreshToken !== undefined && !isRefused && !isVerdict(refreshError)
    return {
      status: 'authorized',
      claims,
      scope,
      accessTokenExpiresAt: expiresAt,
      refreshing: snapshot.matches('refreshing'),
      unsaved,
      renewable,
      endsAt: renewable ? (authorizationExpiresAt ?? refreshTokenExpiresAt) : (expiresAt ?? authorizationExpiresAt),
      problem: refreshError,
    }
  }
  if (snapshot.matches('error') && error) {
    return { status: 'error', error, canResume: canResume(snapshot.context) }
  }
  if (snapshot.matches('requesting')) return { status: 'requesting', blips: requestBlips, ...lastBlipOf(lastFault) }
  return { status: 'idle', restoring: snapshot.matches({ idle: 'restoring' }) }
}

function lastBlipOf(fault: TransientFault | undefined): Pick<RequestingView, 'lastBlip' | 'lastBlipDescription'> {
  return { lastBlip: fault?.reason, lastBlipDescription: fault?.errorDescription }
}

/** Tells whether two views look the same, so that a screen that shows the one need not be drawn again for the other. */
export function isSameView(one: DeviceFlowView, other: DeviceFlowView): boolean {
  const entries = Object.entries(one)
  const others: Record<string, unknown> = { ...other }
  return (
    entries.length === Object.keys(others).length && entries.every(([name, value]) => Object.is(value, others[name]))
  )
}

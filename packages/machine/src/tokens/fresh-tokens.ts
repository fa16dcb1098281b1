import { systemClock } from '../clock.ts'
import type { DeviceFlowActor, DeviceFlowSnapshot } from '../machine.ts'
import { isWorthAnotherTry } from '../chart/out-of-reach.ts'
import { isFromFuture, needsRenewal } from '../chart/token-life.ts'
import type { TokenSet } from '../services.ts'
import { closedError, noRefreshTokenError, notStartedError, signedOutError, unrenewableError } from './token-errors.ts'

/**
 * Gives the tokens, renewed first if the access token has expired or is about to: once, however many ask.
 *
 * @param now the wall clock by which tokens expire, ms since the epoch; default: the platform's
 * @throws DeviceFlowError `signedOut` when nobody is signed in, or what kept a dead token from being renewed, `offline` mostly. Its
 *   `retryAt` says when the server may be asked again: until then each call rejects at once, with the same error
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 | RFC 6749 §6}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { freshTokens } from '@device-flow/machine/tokens'
 *
 * declare const actor: DeviceFlowActor
 * const { accessToken } = await freshTokens(actor)
 * await fetch('https://api.example.com', { headers: { authorization: `Bearer ${accessToken.reveal()}` } })
 * ```
 */
export async function freshTokens(actor: DeviceFlowActor, now: () => number = systemClock.now): Promise<TokenSet> {
  const snapshot = actor.getSnapshot()
  const { tokens, wasRefreshed, isRefused, replyLost, refreshError, error: end } = snapshot.context
  if (!tokens) throw signedOut(snapshot)
  if (!needsRenewal(tokens, wasRefreshed, now())) return tokens
  // After any other end, another try has to be asked for.
  if (end && !isWorthAnotherTry(end)) return whileAlive(tokens, now, end)
  if (!tokens.refreshToken) return whileAlive(tokens, now, unrenewableError())
  if (isRefused) return whileAlive(tokens, now, refreshError)
  // The refresh token may be used up: using it once more, a little early, may cost the session.
  if (replyLost && isSurelyAlive(tokens, now) && !isRefreshDue(snapshot, now)) return tokens
  try {
    const renewed = await renewTokens(actor)
    // Another process may have brought them long ago, while this one was stopped.
    const hasDied = !isAlive(renewed, now) && needsRenewal(renewed, true, now())
    return hasDied ? await renewTokens(actor) : renewed
  } catch (error) {
    // A session that was refused meanwhile has no token to use any more, alive or not.
    return actor.getSnapshot().context.tokens ? whileAlive(tokens, now, error) : Promise.reject(error)
  }
}

/**
 * Renews the tokens now, or waits for the renewal that is under way. After a renewal that failed no other leaves before the server may be
 * asked again (`Retry-After`, back-off).
 *
 * @throws DeviceFlowError also when the server could not be reached and the old access token still lives. Until the server may be
 *   asked again each call rejects at once, with the same error. Where the server has refused to renew the tokens, the session ends with
 *   this call
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 | RFC 6749 §6}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { renewTokens } from '@device-flow/machine/tokens'
 *
 * declare const actor: DeviceFlowActor
 * declare const response: Response
 * if (response.status === 401) await renewTokens(actor)
 * ```
 */
export async function renewTokens(actor: DeviceFlowActor): Promise<TokenSet> {
  const before = actor.getSnapshot()
  const { tokens } = before.context
  if (!tokens) throw signedOut(before)
  if (before.status !== 'active') throw closedError()
  if (!tokens.refreshToken) throw noRefreshTokenError()
  const isTooEarly = before.matches({ authorized: 'backingOff' }) || before.matches({ error: 'backingOff' })
  if (isTooEarly) throw refreshFailure(before)
  actor.send({ type: before.matches('error') ? 'retry' : 'refresh' })
  // What cannot be renewed any more ends by being asked for.
  if (before.context.isRefused) throw before.context.refreshError
  const after = await untilRefreshed(actor)
  const failure = refreshFailure(after)
  if (failure) throw failure
  if (!after.context.tokens) throw signedOut(after)
  return after.context.tokens
}

/** What the last refresh failed by; undefined when it succeeded. */
function refreshFailure({ context: { error, refreshError } }: DeviceFlowSnapshot): Error | undefined {
  return error ?? refreshError
}

/** Whether a refresh is under way, or leaves in this moment by itself. */
function isRefreshDue(snapshot: DeviceFlowSnapshot, now: () => number): boolean {
  const { refreshAt } = snapshot.context
  return snapshot.matches('refreshing') || (refreshAt !== undefined && now() >= refreshAt)
}

function whileAlive(tokens: TokenSet, now: () => number, error: unknown): TokenSet {
  if (isAlive(tokens, now)) return tokens
  throw error
}

function isAlive({ expiresAt }: TokenSet, now: () => number): boolean {
  return expiresAt === undefined || now() < expiresAt
}

/** Like {@link isAlive}, but not where the clock was set back: such a token may be dead, and then there is nothing left to lose. */
function isSurelyAlive(tokens: TokenSet, now: () => number): boolean {
  return isAlive(tokens, now) && !isFromFuture(tokens, now())
}

function signedOut({ context: { error } }: DeviceFlowSnapshot): Error {
  return error?.reason === 'signedOut' ? error : signedOutError(error)
}

function untilRefreshed(actor: DeviceFlowActor): Promise<DeviceFlowSnapshot> {
  return new Promise((resolve, reject) => {
    let hasBegun = false
    const subscription = actor.subscribe({
      next: look,
      error: reject,
      // Somebody who signs out is no longer refreshing by then.
      complete: () => reject(closedError()),
    })
    look(actor.getSnapshot())
    // A child's effect runs before that of its parent, which starts the actor: it takes the event up then, within this turn.
    queueMicrotask(() => {
      if (hasBegun) return
      subscription.unsubscribe()
      reject(notStartedError())
    })

    function look(snapshot: DeviceFlowSnapshot): void {
      if (snapshot.matches('refreshing')) hasBegun = true
      else if (hasBegun) {
        subscription.unsubscribe()
        resolve(snapshot)
      }
    }
  })
}

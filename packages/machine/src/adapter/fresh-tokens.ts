import type { DeviceFlowActor, DeviceFlowSnapshot } from '../machine.ts'
import type { TokenSet } from '../services.ts'
import { noRefreshTokenError, notStartedError, refreshOutOfReachError } from './token-errors.ts'
import { signedOutError, unrenewableError } from './token-errors.ts'

/** An access token this close to its end may die on its way, ms; of a short-lived one, the last tenth. */
const ABOUT_TO_EXPIRE_MS = 10_000

/**
 * The tokens, renewed first if the access token has expired or is about to: once, however many ask. Rejects with a
 * `DeviceFlowError`: `signed_out` when nobody is signed in, or what kept a dead token from being renewed, `offline` mostly.
 */
export async function freshTokens(actor: DeviceFlowActor, now: () => number): Promise<TokenSet> {
  const snapshot = actor.getSnapshot()
  const { tokens, error: end } = snapshot.context
  if (!tokens) throw signedOut(snapshot)
  if (!isAboutToExpire(tokens, now())) return tokens
  // What was merely out of reach is worth another try; after any other end, one has to be asked for.
  if (end && end.reason !== 'offline') return whileAlive(tokens, now, end)
  if (!tokens.refreshToken) return whileAlive(tokens, now, unrenewableError())
  try {
    return await renewTokens(actor)
  } catch (error) {
    // A session that was refused meanwhile has no token to use any more, alive or not.
    return actor.getSnapshot().context.tokens ? whileAlive(tokens, now, error) : Promise.reject(error)
  }
}

/**
 * Renews the tokens now, or waits for the renewal that is under way. Rejects with a `DeviceFlowError`, also when the server could
 * not be reached and the old access token still lives.
 */
export async function renewTokens(actor: DeviceFlowActor): Promise<TokenSet> {
  const before = actor.getSnapshot()
  const { tokens } = before.context
  if (!tokens || before.status !== 'active') throw signedOut(before)
  if (!tokens.refreshToken) throw noRefreshTokenError()
  actor.send({ type: before.matches('error') ? 'retry' : 'refresh' })
  const after = await untilRefreshed(actor)
  if (after.context.error) throw after.context.error
  if (!after.context.tokens) throw signedOut(after)
  if (after.context.tokens === tokens) throw refreshOutOfReachError()
  return after.context.tokens
}

function isAboutToExpire({ expiresAt, receivedAt }: TokenSet, now: number): boolean {
  return expiresAt !== undefined && now >= expiresAt - Math.min(ABOUT_TO_EXPIRE_MS, (expiresAt - receivedAt) / 10)
}

function whileAlive(tokens: TokenSet, now: () => number, error: unknown): TokenSet {
  if (tokens.expiresAt !== undefined && now() >= tokens.expiresAt) throw error
  return tokens
}

function signedOut({ context: { error } }: DeviceFlowSnapshot): Error {
  return error?.reason === 'signed_out' ? error : signedOutError(error)
}

function untilRefreshed(actor: DeviceFlowActor): Promise<DeviceFlowSnapshot> {
  return new Promise((resolve, reject) => {
    let hasBegun = false
    const subscription = actor.subscribe({
      next: look,
      error: reject,
      complete: () => reject(signedOutError()),
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

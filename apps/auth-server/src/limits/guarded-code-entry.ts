import type { AttemptLimit } from './attempt-limit.ts'
import type { Context, Middleware } from '../context.ts'
import { TooManyWrongCodes, type GuardedLookUps } from './guarded-look-ups.ts'
import { startAgainPage } from '../pages/start-again.ts'
import { tooManyTriesPage } from '../pages/too-many-tries.ts'
import { sendPage } from '../send-page.ts'

/** By the route that was taken: a path can be spelled in several ways. */
function sendsCode(ctx: Context): boolean {
  return ctx.oidc?.route === 'code_verification' && (ctx.method === 'POST' || ctx.query.user_code !== undefined)
}

/** The page for an address that has to wait, with its `Retry-After`. */
export function sendTooManyTries(ctx: Context, secondsToWait: number): void {
  ctx.set('Retry-After', String(secondsToWait))
  sendPage(ctx, 429, tooManyTriesPage({ secondsToWait }))
}

/** Refuses codes from an address that has sent too many wrong ones, and asks a browser without a session to start again. */
export function guardedCodeEntry(limit: AttemptLimit, lookUps: GuardedLookUps): Middleware {
  return async (ctx, next) => {
    const secondsToWait = limit.secondsToWait(ctx.ip)
    try {
      await lookUps.during(ctx.ip, next)
    } catch (error) {
      if (error instanceof TooManyWrongCodes) sendTooManyTries(ctx, error.secondsToWait)
      // oidc-provider 9.13 throws this, as a bare 500, when a form comes without the session cookie that its page had set.
      else if (error instanceof Error && /persist can only be called/.test(error.message))
        sendPage(ctx, 400, startAgainPage())
      else throw error
    }
    // A request without a usable code has looked nothing up. It is refused all the same, so that its answer gives nothing away.
    if (secondsToWait > 0 && sendsCode(ctx)) sendTooManyTries(ctx, secondsToWait)
  }
}

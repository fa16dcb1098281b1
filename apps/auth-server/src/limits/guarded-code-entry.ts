import type { AttemptLimit } from './attempt-limit.ts'
import type { Middleware } from '../context.ts'
import { startAgainPage } from '../pages/start-again.ts'
import { tooManyTriesPage } from '../pages/too-many-tries.ts'
import { sendPage } from '../send-page.ts'

/** Refuses codes from an address that has sent too many wrong ones, and asks a browser without a session to start again. */
export function guardedCodeEntry(limit: AttemptLimit): Middleware {
  return async (ctx, next) => {
    const sendsCode = ctx.path === '/device' && (ctx.method === 'POST' || ctx.query.user_code !== undefined)
    const secondsToWait = sendsCode ? limit.secondsToWait(ctx.ip) : 0
    if (secondsToWait > 0) {
      ctx.set('Retry-After', String(secondsToWait))
      return sendPage(ctx, 429, tooManyTriesPage({ secondsToWait }))
    }
    try {
      await next()
    } catch (error) {
      // oidc-provider 9.13 throws this, as a bare 500, when a form comes without the session cookie that its page had set.
      if (!(error instanceof Error && /persist can only be called/.test(error.message))) throw error
      sendPage(ctx, 400, startAgainPage())
    }
  }
}

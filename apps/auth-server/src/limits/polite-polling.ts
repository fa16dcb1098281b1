import type { Context, Middleware } from '../context.ts'
import type { PollThrottle } from './poll-throttle.ts'

function bodyOf(ctx: Context): Record<string, unknown> {
  return typeof ctx.body === 'object' && ctx.body !== null ? (ctx.body as Record<string, unknown>) : {}
}

/**
 * Adds `interval` to the device authorization response and turns `authorization_pending` into `slow_down` for a device that polls too soon
 * (RFC 8628 §3.2, §3.5).
 */
export function politePolling(throttle: PollThrottle, intervalSeconds: number): Middleware {
  return async (ctx, next) => {
    await next()
    const body = bodyOf(ctx)
    if (ctx.oidc?.route === 'device_authorization' && ctx.status === 200) {
      ctx.body = { ...body, interval: intervalSeconds }
      throttle.issued(String(body.device_code), Number(body.expires_in))
    }
    if (ctx.oidc?.route === 'token' && body.error === 'authorization_pending') {
      if (throttle.notePoll(String(ctx.oidc.params?.device_code))) {
        ctx.body = { error: 'slow_down', error_description: 'polls must be further apart from now on' }
      }
    }
  }
}

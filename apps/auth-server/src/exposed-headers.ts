import type { Middleware } from './context.ts'

/** What a page of another origin may read besides the body: when the server said it, why it refused, and what to do next. */
const EXPOSED = ['Date', 'DPoP-Nonce', 'Retry-After', 'WWW-Authenticate'].join(', ')

/** Lets the pages that may call the server read these headers, too. A browser hides them otherwise (Fetch §3.3.2). */
export const exposedHeaders: Middleware = async (ctx, next) => {
  await next()
  const isForPages = ctx.res.hasHeader('Access-Control-Allow-Origin')
  if (isForPages && ctx.method !== 'OPTIONS') ctx.set('Access-Control-Expose-Headers', EXPOSED)
}

import type { Context, Middleware } from './context.ts'
import { codeBoxSource } from './pages/code-box.ts'
import { styleSource } from './pages/style.ts'

/** `form-action` also covers the redirects that follow a form: all of them stay on this origin. */
function pagePolicy(framingOrigins: ReadonlySet<string>): string {
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    `script-src ${codeBoxSource}`,
    "img-src 'self'",
    "form-action 'self'",
    ['frame-ancestors', ...(framingOrigins.size > 0 ? framingOrigins : ["'none'"])].join(' '),
    "base-uri 'none'",
  ].join('; ')
}

/** Replies with a page. */
export function sendPage(ctx: Context, status: number, page: string): void {
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = page
}

/**
 * Headers that keep pages from being sniffed, cached, given anything foreign to load, and framed.
 *
 * @param framingOrigins whose pages may frame them all the same
 */
export function securityHeaders(framingOrigins: ReadonlySet<string>): Middleware {
  return async (ctx, next) => {
    await next()
    ctx.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
    if (!ctx.response.is('html')) return
    ctx.set({ 'Content-Security-Policy': pagePolicy(framingOrigins), 'Cache-Control': 'no-store' })
  }
}

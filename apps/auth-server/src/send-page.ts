import type { Context, Middleware } from './context.ts'
import { codeBoxSource } from './pages/code-box.ts'
import { styleSource } from './pages/style.ts'

/** `form-action` also covers the redirects that follow a form: all of them stay on this origin. */
const POLICY = [
  "default-src 'none'",
  `style-src ${styleSource}`,
  `script-src ${codeBoxSource}`,
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Replies with a page. */
export function sendPage(ctx: Context, status: number, page: string): void {
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = page
}

/** Headers that keep pages from being framed, sniffed, cached or given anything foreign to load. */
export const securityHeaders: Middleware = async (ctx, next) => {
  await next()
  ctx.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
  if (ctx.response.is('html')) ctx.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' })
}

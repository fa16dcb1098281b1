import type { Middleware } from './context.ts'
import { problemPage } from './pages/problem.ts'
import { familyIcon } from './pages/marks.ts'
import { sendPage } from './send-page.ts'

/** The icon, the way from `/` to the code entry, and a page for addresses that do not exist. */
export const otherPages: Middleware = async (ctx, next) => {
  if (ctx.path === '/') return ctx.redirect('/device')
  if (ctx.path === '/icon.svg') {
    ctx.type = 'image/svg+xml'
    ctx.body = familyIcon
    return
  }
  await next()
  if (ctx.status === 404 && !ctx.body && ctx.accepts('json', 'html') === 'html') {
    const explanation = 'There is nothing at this address. If your device shows a code, you can enter it here.'
    sendPage(ctx, 404, problemPage({ title: 'This page does not exist', explanation }))
  }
}

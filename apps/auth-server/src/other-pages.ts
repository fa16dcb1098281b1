import type { Middleware } from './context.ts'
import { problemPage } from './pages/problem.ts'
import { sendPage } from './send-page.ts'

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#17624a"/><path d="m6.5 12.5 3.5 3.5 7.5-8" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** The icon, the way from `/` to the code entry, and a page for addresses that do not exist. */
export const otherPages: Middleware = async (ctx, next) => {
  if (ctx.path === '/') return ctx.redirect('/device')
  if (ctx.path === '/icon.svg') {
    ctx.type = 'image/svg+xml'
    ctx.body = ICON
    return
  }
  await next()
  if (ctx.status === 404 && !ctx.body && ctx.accepts('json', 'html') === 'html') {
    const explanation = 'There is nothing at this address. If your device shows a code, you can enter it here.'
    sendPage(ctx, 404, problemPage({ title: 'This page does not exist', explanation }))
  }
}

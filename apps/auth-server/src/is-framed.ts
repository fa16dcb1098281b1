import type { Context } from './context.ts'

/**
 * Whether the browser shows the reply in a frame of another page (Fetch Metadata §2.1). Its boxes take no focus by themselves: the person
 * is at the page around it, and Chromium forbids it, aloud.
 */
export function isFramed(ctx: Context): boolean {
  return ctx.get('Sec-Fetch-Dest') === 'iframe'
}

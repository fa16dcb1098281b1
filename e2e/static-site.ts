import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { collectComplaints } from './complaints.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** A site of static files, deep in a host. */
export interface StaticSite {
  url: string
  close(): Promise<void>
}

/** Serves a folder by nothing but a file server, with these headers at each page. */
export async function serveStatically(folder: string, headers: OutgoingHttpHeaders = {}): Promise<StaticSite> {
  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const path = pathname.replace(/^\/deep\/in\/a\/site/, '').replace(/\/$/, '/index.html')
    const file = path === pathname ? undefined : await readFile(join(folder, path)).catch(() => undefined)
    const type = { 'content-type': TYPES[extname(path)] ?? 'text/plain' }
    response.writeHead(file ? 200 : 404, extname(path) === '.html' ? { ...type, ...headers } : type).end(file)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/deep/in/a/site/`,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A page of the site, in a browser that reaches nothing else; what it complained about, and what it asked for elsewhere. */
export interface SitePage {
  page: Page
  trouble: string[]
  close(): Promise<void>
}

/** Opens a page of the site. */
export async function openSite(
  browser: Browser,
  { url }: Pick<StaticSite, 'url'>,
  address = '',
  options: BrowserContextOptions = {},
): Promise<SitePage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const trouble = collectComplaints(page)
  await context.route(
    (target) => !target.href.startsWith(url),
    async (route) => {
      trouble.push(`asked for ${route.request().url()}`)
      await route.abort()
    },
  )
  await page.goto(new URL(address, url).href)
  return { page, trouble, close: () => context.close() }
}

/** Fails the test whose browser complained, or asked for something elsewhere; what it said is forgotten then. */
export function throwTrouble({ trouble }: Pick<SitePage, 'trouble'>): void {
  const said = trouble.splice(0)
  if (said.length > 0) throw new Error(said.join(' · '))
}

import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageFolder } from '@device-flow/viewer'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build, defaultClientConditions } from 'vite'
import { collectComplaints } from './complaints.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** A site of static files, deep in a host: a page that frames the viewer at its root, and the viewer's page under `viewer/`. */
export interface ViewerSite {
  url: string
  close(): Promise<void>
}

/** Builds the framing page, copies the viewer's page beside it, and serves both by nothing but a file server. */
export async function serveViewerSite(): Promise<ViewerSite> {
  const folder = await mkdtemp(join(tmpdir(), 'viewer-site-'))
  await build({
    configFile: false,
    root: fileURLToPath(new URL('viewer-site', import.meta.url)),
    base: './',
    logLevel: 'error',
    resolve: { conditions: ['@device-flow/source', 'development', ...defaultClientConditions] },
    build: { outDir: folder, emptyOutDir: true },
  })
  await cp(pageFolder, join(folder, 'viewer'), { recursive: true })

  const server = createServer(async ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const path = pathname.replace(/^\/deep\/in\/a\/site/, '').replace(/\/$/, '/index.html')
    const file = path === pathname ? undefined : await readFile(join(folder, path)).catch(() => undefined)
    response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(file)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/deep/in/a/site/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
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
  { url }: ViewerSite,
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

import { serveApp, startAuthServer, type AuthServer, type AuthServerOptions } from '@device-flow/auth-server'
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { collectComplaints } from './complaints.ts'

/** How a scene with an app is set. */
export interface AppSceneOptions extends AuthServerOptions {
  viewport?: { width: number; height: number }
  /** Where an inspector is: then the app is the one that was built for development. */
  inspectorUrl?: string
  /** One that other scenes share, and that stays: to make one takes keys, and time. */
  server?: AuthServer
}

/** An app in a browser, its servers, and everything that its browser complained about. */
export interface AppScene {
  server: AuthServer
  context: BrowserContext
  page: Page
  complaints: string[]
  close(): Promise<void>
}

/** Which app to open, and in what kind of browser. */
export interface App {
  distFolder: string
  developmentFolder: string
  context: BrowserContextOptions
  /** Called before the page is opened. */
  prepare?: (context: BrowserContext, server: AuthServer) => Promise<void>
}

/** Starts an authorization server, and opens an app that knows it. */
export async function openApp(browser: Browser, app: App, options: AppSceneOptions): Promise<AppScene> {
  const { viewport: _viewport, inspectorUrl, server: shared, ...serverOptions } = options
  const server = shared ?? (await startAuthServer({ pollIntervalSeconds: 1, ...serverOptions }))
  const dist = inspectorUrl ? app.developmentFolder : app.distFolder
  const served = await serveApp({ dist, config: { ...server, inspectorUrl } })
  server.allowOrigin(served.url)
  const context = await browser.newContext(app.context)
  await app.prepare?.(context, server)
  const page = await context.newPage()
  const complaints = collectComplaints(page, (message) => isPartOfTheProtocol(message, server))
  await page.goto(served.url)
  return {
    server,
    context,
    page,
    complaints,
    async close() {
      await context.close()
      await served.close()
      if (!shared) await server.close()
    },
  }
}

/** Closes a scene. Throws when its browser had anything to complain about. */
export async function closeInPeace({ complaints, close }: AppScene): Promise<void> {
  await close()
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
}

/**
 * "Not yet" is a 400 (RFC 8628 §3.5), as is "this type of token cannot be revoked" (RFC 7009 §2.2.1). Chromium prints both, and each
 * request that a dead network ends; no page can prevent it.
 */
function isPartOfTheProtocol(message: ConsoleMessage, { issuer }: AuthServer): boolean {
  const { url } = message.location()
  const isResponse = [`${issuer}/token`, `${issuer}/token/revocation`].includes(url)
  if (isResponse && message.text().includes('status of 400')) return true
  return message.text().includes('net::ERR_INTERNET_DISCONNECTED')
}

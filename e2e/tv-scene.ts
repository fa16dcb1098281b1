import { serveApp, startAuthServer, type AuthServer, type AuthServerOptions } from '@device-flow/auth-server'
import { developmentFolder, distFolder } from '@device-flow/tv'
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { decideOnPhone } from './phone.ts'

/** How a scene is set. */
export interface SceneOptions extends AuthServerOptions {
  viewport?: { width: number; height: number }
  /** Where an inspector is: then the app is the one that was built for development. */
  inspectorUrl?: string
  /** Run in the page before the app is. */
  initScript?: () => void
}

/** A television in a living room, and everything that its browser complained about. */
export interface Scene {
  server: AuthServer
  context: BrowserContext
  page: Page
  complaints: string[]
  close(): Promise<void>
}

/** Switches a television on: the app is open, and nobody has pressed a key. */
export async function openTv(browser: Browser, options: SceneOptions = {}): Promise<Scene> {
  const { viewport = { width: 1280, height: 720 }, initScript, inspectorUrl, ...serverOptions } = options
  const server = await startAuthServer({ pollIntervalSeconds: 1, ...serverOptions })
  const dist = inspectorUrl ? developmentFolder : distFolder
  const app = await serveApp({ dist, config: { ...server, inspectorUrl } })
  server.allowOrigin(app.url)
  const context = await browser.newContext({ viewport })
  await context.addInitScript(markScreens)
  if (initScript) await context.addInitScript(initScript)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (!isPartOfTheProtocol(message, server)) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(app.url)
  await arriveAt(page, 'idle')
  return {
    server,
    context,
    page,
    complaints,
    async close() {
      await context.close()
      await app.close()
      await server.close()
    },
  }
}

/**
 * "Not yet" is a 400 (RFC 8628 §3.5), as is "this type of token cannot be revoked" (RFC 7009 §2.2.1). Chromium prints both, and each request
 * that a dead network ends; no page can prevent it.
 */
function isPartOfTheProtocol(message: ConsoleMessage, { issuer }: AuthServer): boolean {
  const { url } = message.location()
  const isAnswer = url.startsWith(`${issuer}/token`) && message.text().includes('status of 400')
  return isAnswer || message.text().includes('net::ERR_INTERNET_DISCONNECTED')
}

/** Waits for a screen, by its name. */
export function arriveAt(page: Page, screen: string): Promise<void> {
  return page.locator(`[data-screen=${screen}]`).waitFor()
}

/** A screen ignores an Enter that comes sooner after it: it was meant for the screen before; ms. */
const SETTLES_MS = 420

/** Notes when each screen has appeared. It runs in the page. */
function markScreens(): void {
  let last: Element | null = null
  new MutationObserver(() => {
    const screen = document.querySelector('[data-screen]')
    if (screen !== last) performance.mark('screen')
    last = screen
  }).observe(document, { childList: true, subtree: true })
}

/** Whether the screen has stood for so many ms. It runs in the page. */
function hasStoodFor(ms: number): boolean {
  return performance.now() - (performance.getEntriesByName('screen').pop()?.startTime ?? 0) >= ms
}

/** Presses keys of the remote, one after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    if (key === 'Enter') await page.waitForFunction(hasStoodFor, SETTLES_MS)
    await page.keyboard.press(key)
  }
}

/** The code on the screen, as the person has to type it. */
export async function readCode(page: Page): Promise<string> {
  await arriveAt(page, 'code')
  return page
    .locator('.code-groups')
    .innerText()
    .then((text) => text.replaceAll(/\s/g, ''))
}

/** The whole way in. */
export async function signIn({ page, server, context }: Scene, name?: string): Promise<void> {
  await press(page, 'Enter')
  await decideOnPhone(context.browser()!, server, await readCode(page), 'Allow', name)
  await arriveAt(page, 'home')
  await page.getByText('Teapot, blue').waitFor()
}

import { serveApp, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import { distFolder } from '@device-flow/playground'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { collectComplaints } from './complaints.ts'
import { openSite, serveStatically, type SitePage, type StaticSite } from './static-site.ts'

/** The least that the page needs on a file server, where its servers are inside the page; docs/playground.md has it. */
const LEAST_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** Serves the built page as static files alone. */
export function servePlaygroundSite(): Promise<StaticSite> {
  return serveStatically(distFolder, { 'content-security-policy': LEAST_POLICY })
}

/** Opens it in a browser that reaches nothing else. It is drawn, and its chart has been loaded. */
export async function openPlayground(
  browser: Browser,
  site: Pick<StaticSite, 'url'>,
  address = '',
  options: BrowserContextOptions = {},
): Promise<SitePage> {
  const opened = await openSite(browser, site, address, { viewport: { width: 1440, height: 900 }, ...options })
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  await opened.page.frameLocator('.chart iframe').getByRole('heading', { name: 'Chart' }).waitFor()
  return opened
}

/** The page beside a real authorization server. */
export interface EmbeddedPlayground extends SitePage {
  server: AuthServer
}

/** Serves and opens the page as `npm run playground` does. */
export async function openEmbedded(browser: Browser, options: BrowserContextOptions = {}): Promise<EmbeddedPlayground> {
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const { issuer, clientId, apiUrl } = server
  const served = await serveApp({
    dist: distFolder,
    config: { issuer, clientId, apiUrl, canFrameServer: true },
    freedoms: { callsAnyServer: true, framesItself: true },
  })
  server.allowOrigin(served.url)
  server.allowFraming(served.url)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  // What a server refuses is what many buttons are for, and Chromium prints it whatever the page does.
  const trouble = collectComplaints(
    page,
    (message) =>
      message.location().url.startsWith(issuer) && /the server responded with a status of 40[01]/.test(message.text()),
  )
  await page.goto(served.url)
  await untilScreen(page, 'welcome')
  return {
    server,
    page,
    trouble,
    async close() {
      await context.close()
      await served.close()
      await server.close()
    },
  }
}

const SCREENS = {
  welcome: '.screen:has(h3:text-is("Welcome"))',
  requesting: '.screen:has(h3:text-is("Getting your code"))',
  code: '.screen-code',
  'signed in': '.screen-signed-in',
  problem: '.screen-problem',
} as const

/** What the device shows. */
export type Screen = keyof typeof SCREENS

/** Waits until the first device shows this. */
export async function untilScreen(page: Page, screen: Screen, timeout = 15_000): Promise<void> {
  const device = page.getByRole('region', { name: 'The device', exact: true })
  await device
    .locator(SCREENS[screen])
    .waitFor({ timeout })
    .catch(async () => {
      throw new Error(`The device does not show “${screen}”, but: ${await device.innerText()}`)
    })
}

/** What the first device shows; undefined while it is on its way from one screen to another. */
export async function shownScreen(page: Page): Promise<Screen | undefined> {
  const device = page.getByRole('region', { name: 'The device', exact: true })
  for (const screen of Object.keys(SCREENS) as Screen[])
    if (await device.locator(SCREENS[screen]).isVisible()) return screen
  return undefined
}

/** The code that the device shows. */
export async function shownCode(page: Page): Promise<string> {
  return (await page.locator('.device .user-code').first().getAttribute('data-code')) ?? ''
}

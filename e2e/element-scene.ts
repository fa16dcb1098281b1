import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { serveApp, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { collectComplaints } from './complaints.ts'

const dist = join(dirname(createRequire(import.meta.url).resolve('@device-flow/element/package.json')), 'dist')

/** A page with `<device-login>` in it, and the server that it signs in at. */
export interface ElementScene {
  server: AuthServer
  context: BrowserContext
  page: Page
  login: Locator
  complaints: string[]
  /** Waits for a screen of the element, by its name. */
  arriveAt(screen: string): Promise<void>
  /** Presses a button of the element by the keys alone, once the screen takes presses. */
  press(key: string): Promise<void>
  /** The code, as the person has to type it. */
  readCode(): Promise<string>
  close(): Promise<void>
}

/** How the page is made. */
export interface ElementPage {
  /** Of the files without imports. */
  file?: 'device-login.js' | 'device-login.tv.js'
  /** Attributes beside those that say where to sign in. */
  attributes?: string
  /** Run in the page before anything. */
  initScript?: () => void
}

/** A screen ignores a press that comes sooner after it: it was meant for the screen before; ms. */
const SETTLES_MS = 420

/** Serves ten lines of HTML beside the one file, under a policy that allows no script and no style but the page's own, and opens them. */
export async function openElement(browser: Browser, options: ElementPage = {}): Promise<ElementScene> {
  const { file = 'device-login.js', attributes = '', initScript } = options
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const folder = await mkdtemp(join(tmpdir(), 'device-login-'))
  await copyFile(join(dist, file), join(folder, file))
  await writeFile(join(folder, 'index.html'), pageOf(server, file, attributes))
  const served = await serveApp({ dist: folder, config: server })
  server.allowOrigin(served.url)
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } })
  if (initScript) await context.addInitScript(initScript)
  const page = await context.newPage()
  // "Not yet" is a 400 (RFC 8628 §3.5), which Chromium prints.
  const complaints = collectComplaints(page, (message) => message.text().startsWith('Failed to load resource'))
  await page.goto(served.url)
  const login = page.locator('device-login')
  const arriveAt = (screen: string): Promise<void> => login.locator(`.card-${screen}`).waitFor()
  return {
    server,
    context,
    page,
    login,
    complaints,
    arriveAt,
    async press(key) {
      await page.waitForTimeout(SETTLES_MS)
      await page.keyboard.press(key)
    },
    async readCode() {
      await arriveAt('code')
      return login.locator('.code-groups').innerText()
    },
    async close() {
      await context.close()
      await served.close()
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A classic script where modules are too new. */
function pageOf({ issuer, clientId, apiUrl }: AuthServer, file: string, attributes: string): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>My orders</title>
  <script ${file.endsWith('.tv.js') ? 'defer' : 'type="module"'} src="${file}"></script>
  <main>
    <h1>My orders</h1>
    <device-login issuer="${issuer}" client-id="${clientId}" resource="${apiUrl}"
      scope="openid profile offline_access api:read" ${attributes}>
      <p>This is for people who are signed in.</p>
    </device-login>
  </main>
</html>`
}

import {
  playPerson,
  serveApp,
  startAuthServer,
  type AuthServer,
  type AuthServerOptions,
} from '@device-flow/auth-server'
import { developmentFolder, distFolder } from '@device-flow/kiosk'
import type { Browser, BrowserContext, ConsoleMessage, Locator, Page } from 'playwright-core'

const PORTRAIT = { width: 1080, height: 1920 }

/** How a scene is set. */
export interface SceneOptions extends AuthServerOptions {
  idleSeconds?: number
  /** Where an inspector is: then the app is the one that was built for development. */
  inspectorUrl?: string
  viewport?: { width: number; height: number }
  reducedMotion?: 'reduce'
}

/** A counter with its screen, its servers, and everything that its browser complained about. */
export interface Scene {
  server: AuthServer
  context: BrowserContext
  page: Page
  complaints: string[]
  close(): Promise<void>
}

/** Sets up a counter that can only be touched, and waits for its first screen. */
export async function openKiosk(browser: Browser, options: SceneOptions = {}): Promise<Scene> {
  const { idleSeconds, viewport = PORTRAIT, reducedMotion, inspectorUrl, ...serverOptions } = options
  const server = await startAuthServer({ pollIntervalSeconds: 1, ...serverOptions })
  const dist = inspectorUrl ? developmentFolder : distFolder
  const app = await serveApp({ dist, config: { ...server, inspectorUrl } })
  server.allowOrigin(app.url)
  const context = await browser.newContext({ viewport, hasTouch: true, ...(reducedMotion && { reducedMotion }) })
  const { issuer, clientId, apiUrl } = server
  if (idleSeconds)
    await context.route('**/config.json', (route) => route.fulfill({ json: { issuer, clientId, apiUrl, idleSeconds } }))
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (!isPartOfTheProtocol(message, issuer)) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(app.url)
  await screen(page, 'Your order is waiting.').waitFor()
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

/** Closes the scene. Throws when its browser had anything to complain about. */
export async function closeInPeace({ complaints, close }: Scene): Promise<void> {
  await close()
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
}

/** "Not yet" is a 400 (RFC 8628 §3.5), as is "this type of token cannot be revoked" (RFC 7009 §2.2.1): Chromium prints both, and each
 * request that a dead network ends. */
function isPartOfTheProtocol(message: ConsoleMessage, issuer: string): boolean {
  const answers = [`${issuer}/token`, `${issuer}/token/revocation`]
  const isAnswer = answers.includes(message.location().url) && message.text().includes('status of 400')
  return isAnswer || message.text().includes('net::ERR_INTERNET_DISCONNECTED')
}

/** A screen of the counter, by its heading. */
export function screen(page: Page, title: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name: title })
}

/** Taps the button that says this. */
export function tap(page: Page, button: string): Promise<void> {
  return page.getByRole('button', { name: button }).tap()
}

/** Begins at the counter, and reads the code. */
export async function askForCode(page: Page): Promise<string> {
  await tap(page, 'Touch to begin')
  await screen(page, 'Now take your phone').waitFor()
  return shownCode(page)
}

/** The code as eyes read it, and type it, hyphen and all. */
export async function shownCode(page: Page): Promise<string> {
  return (await page.locator('.code').textContent()) ?? ''
}

/** From now on, what the server answers to a request for a code is changed like this on its way. */
export async function answerDeviceRequest({ context }: Scene, changes: Record<string, unknown>): Promise<void> {
  await context.route('**/device/auth', async (route) => {
    const response = await route.fetch()
    const { verification_uri_complete: _complete, ...answer } = (await response.json()) as Record<string, unknown>
    await route.fulfill({ response, json: { ...answer, ...changes } })
  })
}

/** The person's side, over HTTP: a phone with a screen takes seconds, and is in the tests where it matters (`phone.ts`). */
export function decide(
  { server: { verificationUri } }: Scene,
  userCode: string,
  decision: 'Allow' | 'Deny',
  name = 'Ada Lovelace',
): Promise<void> {
  return playPerson({ verificationUri, userCode, decision: decision === 'Allow' ? 'approve' : 'deny', name })
}

/** The whole way in. */
export async function signIn(scene: Scene, name = 'Ada Lovelace'): Promise<void> {
  await decide(scene, await askForCode(scene.page), 'Allow', name)
  await seeOrders(scene, name)
}

/** Waits until the person is greeted and sees their orders. */
export async function seeOrders({ page }: Scene, name: string): Promise<void> {
  await screen(page, `Hello ${name}!`).waitFor()
  await page.getByText('Teapot, blue').waitFor()
}

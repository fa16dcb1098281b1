import { playPerson } from '@device-flow/auth-server'
import { developmentFolder, distFolder } from '@device-flow/kiosk'
import type { Browser, Locator, Page } from 'playwright-core'
import { openApp, type App, type AppScene, type AppSceneOptions } from './app-scene.ts'

const PORTRAIT = { width: 1080, height: 1920 }

/** How a scene is set. */
export interface SceneOptions extends AppSceneOptions {
  idleSeconds?: number
  reducedMotion?: 'reduce'
}

/** A counter with its screen. */
export type Scene = AppScene

/** Sets up a counter that can only be touched, and waits for its first screen. */
export async function openKiosk(
  browser: Browser,
  { idleSeconds, reducedMotion, ...options }: SceneOptions = {},
): Promise<Scene> {
  const { viewport = PORTRAIT } = options
  const app: App = {
    distFolder,
    developmentFolder,
    context: { viewport, hasTouch: true, ...(reducedMotion && { reducedMotion }) },
    async prepare(context, { issuer, clientId, apiUrl }) {
      if (!idleSeconds) return
      const json = { issuer, clientId, apiUrl, idleSeconds }
      await context.route('**/config.json', (route) => route.fulfill({ json }))
    },
  }
  const scene = await openApp(browser, app, options)
  await screen(scene.page, 'Your order is waiting.').waitFor()
  return scene
}

export { closeInPeace } from './app-scene.ts'

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

import { playPerson } from '@device-flow/auth-server'
import { distFolder, developmentFolder } from '@device-flow/tv'
import type { Browser, Page } from 'playwright-core'
import { openApp, type AppScene, type AppSceneOptions } from './app-scene.ts'

/** How a scene is set. */
export interface SceneOptions extends AppSceneOptions {
  /** Run in the page before the app is. */
  initScript?: () => void
}

/** A television in a living room. */
export type Scene = AppScene

/** Switches a television on: the app is open, and nobody has pressed a key. */
export async function openTv(browser: Browser, { initScript, ...options }: SceneOptions = {}): Promise<Scene> {
  const { viewport = { width: 1280, height: 720 } } = options
  const app = {
    distFolder,
    developmentFolder,
    context: { viewport },
    async prepare(context: Scene['context']) {
      await context.addInitScript(markScreens)
      if (initScript) await context.addInitScript(initScript)
    },
  }
  const scene = await openApp(browser, app, options)
  await arriveAt(scene.page, 'idle')
  return scene
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

/** The person's side, over HTTP: a phone with a screen takes seconds, and is in the tests where it matters (`phone.ts`). */
export async function decide(
  { page, server: { verificationUri } }: Scene,
  decision: 'approve' | 'deny',
  name = 'Grace Hopper',
): Promise<void> {
  await playPerson({ verificationUri, userCode: await readCode(page), decision, name })
}

/** The whole way in. */
export async function signIn(scene: Scene, name?: string): Promise<void> {
  const { page } = scene
  await press(page, 'Enter')
  await decide(scene, 'approve', name)
  await arriveAt(page, 'home')
  await page.getByText('Teapot, blue').waitFor()
}

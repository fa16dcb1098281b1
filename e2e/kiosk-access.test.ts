import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import {
  closeInPeace,
  decide,
  openKiosk,
  screen,
  shownCode,
  tap,
  type Scene,
  type SceneOptions,
} from './kiosk-scene.ts'

let browser: Browser
let scene: Scene
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function open(options?: SceneOptions): Promise<Scene> {
  scene = await openKiosk(browser, options)
  return scene
}
afterEach(() => closeInPeace(scene))

/** What has the focus, and whether one can see that. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document
    const outline = activeElement ? getComputedStyle(activeElement).outlineStyle : 'none'
    return `${activeElement?.textContent.trim()}, ${outline}`
  })
}

test('a keyboard gets through the whole visit too, and shows where it is', async () => {
  const { page } = await open()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Touch to begin, solid')
  await page.keyboard.press('Enter')
  await screen(page, 'Now take your phone').waitFor()
  expect(await focused(page)).toBe('Now take your phone, none')
  const code = await shownCode(page)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Cancel, solid')
  await decide(scene, code, 'Allow')
  await screen(page, 'Hello Ada Lovelace!').waitFor()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Finish and sign out, solid')
  await page.keyboard.press('Space')
  await screen(page, 'Enjoy, and goodbye!').waitFor()
})

test('a key that answers "Are you still there?" presses nothing else', async () => {
  const { page } = await open({ idleSeconds: 4 })
  await scene.context.route('**/device/auth', () => {})
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await screen(page, 'One moment…').waitFor()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Cancel, solid')
  await page.getByRole('alertdialog').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  expect(await screen(page, 'One moment…').isVisible()).toBe(true)
  expect(await focused(page)).toBe('Cancel, solid')
})

test.each([
  ['as everywhere', undefined, 3],
  ['for people who asked for less of it', 'reduce' as const, 0],
])('motion, %s', async (_, reducedMotion, moving) => {
  const { page, context } = await open({ ...(reducedMotion && { reducedMotion }) })
  await context.route('**/device/auth', () => {})
  await tap(page, 'Touch to begin')
  await screen(page, 'One moment…').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(moving)
})

test('where the app cannot be loaded the screen is not blank, and it tries again by itself', async () => {
  const { page, context } = await open()
  await page.clock.install()
  await context.route('**/*.js', (route) => route.abort())
  await page.reload()
  expect(await screen(page, 'One moment…').isVisible()).toBe(true)
  await context.unroute('**/*.js')
  // One for each of its files.
  expect(new Set(scene.complaints.splice(0))).toEqual(new Set(['Failed to load resource: net::ERR_FAILED']))
  await page.clock.fastForward(30_000)
  await screen(page, 'Your order is waiting.').waitFor()
})

test('nobody can zoom the screen or leave a selection on it', async () => {
  const { page } = await open()
  const style = await page.evaluate(() => {
    const { touchAction, userSelect } = getComputedStyle(document.documentElement)
    return { touchAction, userSelect }
  })
  expect(style).toEqual({ touchAction: 'pan-y', userSelect: 'none' })
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { decide, openKiosk, screen, shownCode, tap } from './kiosk-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** What has the focus, and whether one can see that. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document
    const outline = activeElement ? getComputedStyle(activeElement).outlineStyle : 'none'
    return `${activeElement?.textContent.trim()}, ${outline}`
  })
}

test('a keyboard gets through the whole visit too, and shows where it is', async () => {
  const scene = await openKiosk(browser)
  const { page } = scene
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
  await scene.close()
})

test('a key that answers "Are you still there?" presses nothing else', async () => {
  const scene = await openKiosk(browser, { idleSeconds: 4 })
  const { page } = scene
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
  await scene.close()
})

test.each([
  ['as everywhere', undefined, 3],
  ['for people who asked for less of it', 'reduce' as const, 0],
])('motion, %s', async (_, reducedMotion, moving) => {
  const scene = await openKiosk(browser, { ...(reducedMotion && { reducedMotion }) })
  await scene.context.route('**/device/auth', () => {})
  await tap(scene.page, 'Touch to begin')
  await screen(scene.page, 'One moment…').waitFor()
  expect(await scene.page.evaluate(() => document.getAnimations().length)).toBe(moving)
  await scene.close()
})

test('where the app can not be loaded the screen is not blank, and it tries again by itself', async () => {
  const scene = await openKiosk(browser)
  const { page, context } = scene
  await page.clock.install()
  await context.route('**/*.js', (route) => route.abort())
  await page.reload()
  expect(await screen(page, 'One moment…').isVisible()).toBe(true)
  await context.unroute('**/*.js')
  await page.clock.fastForward(30_000)
  await screen(page, 'Your order is waiting.').waitFor()
  await scene.close()
})

test('nobody can zoom the screen or leave a selection on it', async () => {
  const scene = await openKiosk(browser)
  const style = await scene.page.evaluate(() => {
    const { touchAction, userSelect } = getComputedStyle(document.documentElement)
    return { touchAction, userSelect }
  })
  expect(style).toEqual({ touchAction: 'pan-y', userSelect: 'none' })
  await scene.close()
})

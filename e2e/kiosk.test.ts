import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openKiosk, screen, signIn, tap } from './kiosk-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a stranger signs in by touch alone, sees their orders, finishes, and the counter is ready for the next', async () => {
  const scene = await openKiosk(browser)
  await signIn(scene)
  await tap(scene.page, 'Finish and sign out')
  await screen(scene.page, 'Enjoy, and goodbye!').waitFor()
  await screen(scene.page, 'Your order is waiting.').waitFor()
  expect(scene.complaints).toEqual([])
  await scene.close()
})

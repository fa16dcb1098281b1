import { serveViewer, type ServedViewer } from '@device-flow/viewer'
import { findCanaries } from '@device-flow/testing'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import * as kiosk from './kiosk-scene.ts'
import { catchGrant } from './kiosk-traces.ts'
import { decideOnPhone } from './phone.ts'
import * as tv from './tv-scene.ts'

let browser: Browser
let served: ServedViewer
let scene: tv.Scene | kiosk.Scene
beforeAll(async () => {
  browser = await launchBrowser()
  served = await serveViewer()
})
afterAll(async () => {
  await browser.close()
  await served.close()
})
afterEach(async () => {
  await scene.close()
  if (scene.complaints.length > 0) throw new Error(`the browser complained: ${scene.complaints.join(' · ')}`)
})

const panelOf = (page: Page): FrameLocator => page.frameLocator('iframe[title="Inspector"]')

function isLit(viewer: Page | FrameLocator, state: string): Promise<void> {
  return viewer.locator(`.state-live[data-state="${state}"]`).waitFor()
}

/** All that stands in the viewer. */
async function everythingIn(panel: FrameLocator): Promise<string> {
  return panel.locator(':root').evaluate((root) => root.outerHTML)
}

test('the key I shows the chart of the television beside its screen, live and without a token, and hides it again', async () => {
  scene = await tv.openTv(browser, { inspectorUrl: served.url })
  const { page } = scene
  const granted = catchGrant(scene)
  await page.keyboard.press('i')
  const panel = panelOf(page)
  await isLit(panel, 'idle.ready')
  const [screen, aside] = [await page.locator('.screen').boundingBox(), await page.locator('aside').boundingBox()]
  expect(screen!.x + screen!.width, 'the screen is pushed aside, and no part of it is covered').toBeLessThanOrEqual(
    aside!.x,
  )
  await tv.press(page, 'Enter')
  await isLit(panel, 'awaitingUser.waiting')
  await decideOnPhone(browser, scene.server, await tv.readCode(page), 'Allow', 'Grace Hopper')
  await isLit(panel, 'authorized.waitingForRefresh')
  await panel.locator('summary', { hasText: 'claims' }).click()
  await panel.getByText('Grace Hopper').waitFor()
  const { access_token = '', refresh_token = '', id_token = '' } = await granted
  expect(findCanaries(await everythingIn(panel), { access_token, refresh_token, id_token })).toEqual([])

  await page.getByRole('button', { name: 'Hide' }).click()
  await page.locator('iframe').waitFor({ state: 'detached' })
  await page.keyboard.press('i')
  await isLit(panel, 'authorized.waitingForRefresh')
  await page.keyboard.press('i')
  await page.locator('iframe').waitFor({ state: 'detached' })
  // The first key brings the focus back.
  await tv.press(page, 'ArrowRight', 'ArrowRight', 'Enter')
  await tv.arriveAt(page, 'signed-out')
})

test('a viewer that comes late is told what happened before, and its button cancels the login on the television', async () => {
  scene = await tv.openTv(browser, { inspectorUrl: served.url })
  const { page } = scene
  await tv.press(page, 'Enter')
  await tv.readCode(page)
  await page.keyboard.press('i')
  const panel = panelOf(page)
  await panel.getByText('A person wants to sign in').first().waitFor()
  await panel.getByRole('button', { name: 'cancel', exact: true }).click()
  await tv.arriveAt(page, 'idle')
  expect(await page.locator('.code-groups').count()).toBe(0)
})

test('with Shift it opens in a window of its own, from the kiosk too, and a viewer that is closed disturbs nobody', async () => {
  scene = await kiosk.openKiosk(browser, { inspectorUrl: served.url })
  const { page, context } = scene
  const code = await kiosk.askForCode(page)
  const [popUp] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Shift+I')])
  await isLit(popUp, 'awaitingUser.waiting')
  await popUp.reload()
  await isLit(popUp, 'awaitingUser.waiting')
  await popUp.close()
  await kiosk.decide(scene, code, 'Allow')
  await kiosk.screen(page, 'Hello Ada Lovelace!').waitFor()
  expect(context.pages()).toEqual([page])
})

test('a viewer in a window of its own follows the television when that is loaded again, and says when it is left', async () => {
  scene = await tv.openTv(browser, { inspectorUrl: served.url })
  const { page, context } = scene
  await tv.press(page, 'Enter')
  await tv.readCode(page)
  const [popUp] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Shift+I')])
  await isLit(popUp, 'awaitingUser.waiting')
  await page.reload()
  const logins = popUp.getByRole('button', { name: 'deviceFlow · this page' })
  await expect
    .poll(() => logins.allInnerTexts())
    .toEqual([expect.stringContaining('gone'), expect.stringContaining('awaitingUser')])
  expect(await logins.last().getAttribute('aria-pressed')).toBe('true')
  await popUp.getByRole('button', { name: 'cancel', exact: true }).click()
  await tv.arriveAt(page, 'idle')

  await page.goto('about:blank')
  await popUp.getByText('The page is gone').waitFor()
  await popUp.getByText('This login is gone.').waitFor()
})

test('of what people get the key shows nothing, even where the configuration names an inspector', async () => {
  scene = await tv.openTv(browser)
  const { page, context } = scene
  const asked: string[] = []
  await context.route('**/config.json', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), inspectorUrl: served.url } })
  })
  page.on('request', (request) => asked.push(request.url()))
  await page.reload()
  await tv.arriveAt(page, 'idle')
  await page.keyboard.press('i')
  await tv.press(page, 'Enter')
  await tv.readCode(page)
  expect(await page.locator('iframe').count()).toBe(0)
  expect(asked.filter((url) => url.startsWith(served.url))).toEqual([])
})

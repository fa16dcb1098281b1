import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import {
  askForCode,
  closeInPeace,
  decide,
  openKiosk,
  screen,
  seeOrders,
  shownCode,
  signIn,
  tap,
  type Scene,
  type SceneOptions,
} from './kiosk-scene.ts'
import { answerTo, catchGrant, collectTokens, findInMemory, findTraces, whatIsKept } from './kiosk-traces.ts'
import { decideOnPhone } from './phone.ts'

const WELCOME = 'Your order is waiting.'
const CODE = 'Now take your phone'
const GOODBYE_MS = 8_000

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

test('a stranger signs in by touch alone, sees their orders, finishes, and the next one finds nothing of them', async () => {
  const { page } = await open()
  await page.clock.install()
  const tokens = collectTokens(scene)
  await decideOnPhone(browser, scene.server, await askForCode(page), 'Allow', 'Ada Lovelace')
  await seeOrders(scene, 'Ada Lovelace')
  expect(await answerTo(scene, tokens[0])).toBe(200)
  expect(await whatIsKept(page)).toEqual([])
  await tap(page, 'Finish and sign out')
  await screen(page, 'Enjoy, and goodbye!').waitFor()
  expect(await findTraces(page, ['Lovelace', 'Teapot', ...tokens])).toEqual([])
  await page.clock.fastForward(GOODBYE_MS)
  await screen(page, WELCOME).waitFor()
  expect(await findTraces(page, ['Lovelace', 'Teapot', ...tokens])).toEqual([])
  await expect.poll(() => answerTo(scene, tokens[0])).toBe(401)

  await signIn(scene, 'Grace Hopper')
  expect(await findTraces(page, ['Lovelace', tokens[0] ?? ''])).toEqual([])
})

test('the memory of the page holds nothing of a person who has left: no name, no order, no token', async () => {
  const { page } = await open()
  const granted = catchGrant(scene)
  await signIn(scene, 'Ada Lovelace')
  const tokens = await granted
  const words = ['Lovelace', 'Teapot', tokens.access_token ?? '', tokens.refresh_token ?? '', tokens.id_token ?? '']
  // The orders come a moment after the greeting.
  await expect
    .poll(() => findInMemory(page, words), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['Lovelace', 'Teapot', tokens.refresh_token]))
  await tap(page, 'Finish and sign out')
  await tap(page, 'Next, please')
  await screen(page, WELCOME).waitFor()
  // The last of it goes when the server has answered that the tokens are revoked.
  await expect.poll(() => findInMemory(page, words), { timeout: 20_000 }).toEqual([])
})

test('nothing is asked of the server before someone touches the screen', async () => {
  const { page, server } = await open()
  await page.clock.install()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.reload()
  await screen(page, WELCOME).waitFor()
  await page.clock.fastForward(600_000)
  await page.waitForTimeout(200)
  expect(asked.filter((url) => url.startsWith(server.issuer))).toEqual([])
})

test('a person who denies is told so, and can begin again with another code', async () => {
  const { page } = await open()
  const code = await askForCode(page)
  await decide(scene, code, 'Deny')
  await screen(page, 'Your phone said no').waitFor()
  await tap(page, 'Try again')
  await screen(page, CODE).waitFor()
  expect(await shownCode(page)).not.toBe(code)
})

test('a code that nobody used runs out, and the person gets a new one by asking for it', async () => {
  const { page } = await open({ codeLifetimeSeconds: 3 })
  const code = await askForCode(page)
  expect(await page.locator('.time').innerText()).toMatch(/^Time left: 0:0[123]$/)
  await screen(page, 'The code ran out').waitFor()
  await tap(page, 'Get a new code')
  await screen(page, CODE).waitFor()
  expect(await shownCode(page)).not.toBe(code)
})

test('while the network is away the code stays, and the person gets in once it is back', async () => {
  const { page, context } = await open()
  const code = await askForCode(page)
  await context.setOffline(true)
  await page.locator('.hint', { hasText: 'Your code still works' }).waitFor()
  await decide(scene, code, 'Allow')
  await context.setOffline(false)
  await screen(page, 'Hello Ada Lovelace!').waitFor()
  expect(await whatIsKept(page)).toEqual([])
})

test('a reload shows the welcome, and ends the session of the person who was signed in', async () => {
  const { page } = await open()
  const tokens = collectTokens(scene)
  await askForCode(page)
  await page.reload()
  await screen(page, WELCOME).waitFor()
  await signIn(scene)
  await page.reload()
  await screen(page, WELCOME).waitFor()
  expect(await findTraces(page, ['Lovelace', 'Teapot', ...tokens])).toEqual([])
  await expect.poll(() => answerTo(scene, tokens[0])).toBe(401)
})

test('a person who cancels is at the welcome again, and approving the old code afterwards signs nobody in', async () => {
  const { page } = await open()
  await page.clock.install()
  const code = await askForCode(page)
  await tap(page, 'Cancel')
  await screen(page, WELCOME).waitFor()
  await decide(scene, code, 'Allow')
  // Several polls' time, had they gone on.
  await page.clock.fastForward(5_000)
  await page.waitForTimeout(500)
  expect(await screen(page, WELCOME).isVisible()).toBe(true)
})

test('a person who walks away signed in is asked, signed out and forgotten; their token is refused', async () => {
  const { page } = await open({ idleSeconds: 30 })
  const tokens = collectTokens(scene)
  await page.clock.install()
  await signIn(scene)
  const question = page.getByRole('alertdialog', { name: 'Are you still there?' })
  await page.clock.fastForward(20_000)
  await question.waitFor()
  // Where the button to sign out is: the touch answers the question, and presses nothing below.
  await page.touchscreen.tap(540, 1800)
  await question.waitFor({ state: 'detached' })
  expect(await screen(page, 'Hello Ada Lovelace!').isVisible()).toBe(true)

  await page.clock.fastForward(20_000)
  await question.waitFor()
  await page.clock.fastForward(10_000)
  await screen(page, 'Signed out').waitFor()
  expect(await findTraces(page, ['Lovelace', 'Teapot', ...tokens])).toEqual([])
  await page.clock.fastForward(GOODBYE_MS)
  await screen(page, WELCOME).waitFor()
  expect(await findTraces(page, ['Lovelace', 'Teapot', ...tokens])).toEqual([])
  expect(await whatIsKept(page)).toEqual([])
  await expect.poll(() => answerTo(scene, tokens[0])).toBe(401)
})

test('a code that is left alone is cancelled, and so is an error', async () => {
  const { page } = await open({ idleSeconds: 30 })
  await page.clock.install()
  await askForCode(page)
  await page.clock.fastForward(120_000)
  await page.getByRole('alertdialog').waitFor()
  await page.clock.fastForward(30_000)
  await screen(page, WELCOME).waitFor()
  const code = await askForCode(page)
  await decide(scene, code, 'Deny')
  await screen(page, 'Your phone said no').waitFor()
  await page.clock.fastForward(30_000)
  await screen(page, WELCOME).waitFor()
  expect(await findTraces(page, code.split('-'))).toEqual([])
})

test('who taps twice to finish sees the goodbye: the second tap is not meant for what has come in the same place', async () => {
  const { page } = await open()
  await signIn(scene)
  const { x, y, width, height } = (await page.getByRole('button', { name: 'Finish and sign out' }).boundingBox())!
  await tap(page, 'Finish and sign out')
  await page.touchscreen.tap(x + width / 2, y + height / 2)
  await page.waitForTimeout(200)
  expect(await screen(page, 'Enjoy, and goodbye!').isVisible()).toBe(true)
  await tap(page, 'Next, please')
  await screen(page, WELCOME).waitFor()
})

test('orders that are still under way when a person finishes are called off', async () => {
  const { page, context, server } = await open()
  await context.route(`${server.apiUrl}/orders`, () => {})
  const calledOff = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/orders'))
  await decide(scene, await askForCode(page), 'Allow')
  await screen(page, 'Hello Ada Lovelace!').waitFor()
  await tap(page, 'Finish and sign out')
  expect((await calledOff).failure()?.errorText).toBe('net::ERR_ABORTED')
})

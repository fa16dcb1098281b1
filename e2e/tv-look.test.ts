import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { focusProblems } from './focus-sign.ts'
import { decideOnPhone } from './phone.ts'
import { arriveAt, openTv, press, readCode, type Scene } from './tv-scene.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
const SAFE_AREA = 0.05
const LEAST_QR = 0.3
/** The lightest colour of the ground: whatever can be read there can be read everywhere. axe cannot judge text on a gradient. */
const LIGHTEST_GROUND = '#1f464f'

/** Gives the ground one colour, or its own look again. By the object model: the page's policy allows no style of others. It runs in the page. */
function paintGround(colour: string): void {
  document.documentElement.style.setProperty('background', colour, 'important')
}

const ANY_ORIGIN = { 'access-control-allow-origin': '*' }
/** Orders of a shop that does not know how large a television is. */
const MANY_ORDERS = [
  ['Tea, Darjeeling First Flush, organic, whole leaf, in a resealable tin of 250 grams', 'delivered'],
  [
    'Teapot, cast iron, blue, with an infuser of stainless steel',
    'handed to the carrier, expected on Thursday evening',
  ],
  ['Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen', 'waiting for the supplier'],
  ['Cup', 'on its way'],
  ['Gift card', 'sent by electronic mail to grace.hopper@department.of.the.navy.example.museum'],
  ['Biscuits, assorted, with and without chocolate, half a kilogram', 'delivered'],
].map(([item, status], index) => ({ id: `A-100${index + 1}`, item, status, quantity: 12 }))

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

type Answer = (route: Route) => Promise<void>

const fromTheServer: Answer = (route) => route.continue()

/** The server's answer, changed like this on its way. */
function changed(changes: Record<string, unknown>): Answer {
  return async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), ...changes } })
  }
}

/** Changes what is kept, so that a reload finds an access token that died long ago. It runs in the page. */
function outliveTheToken(): void {
  for (const [key, record] of Object.entries(sessionStorage))
    sessionStorage.setItem(key, String(record).replace(/"expiresAt":\d+/, '"expiresAt":1'))
}

/** Leads to every screen, and stops at each. */
async function visitEveryScreen(scene: Scene, stopAt: (name: string) => Promise<void>): Promise<void> {
  const { page, context, server } = scene
  const decide = async (decision: 'Allow' | 'Deny', name?: string): Promise<void> =>
    decideOnPhone(browser, server, await readCode(page), decision, name)
  // One route for the whole visit: while the last one is taken away and another one comes, requests slip through.
  let answer = fromTheServer
  await context.route('**/device/auth', (route) => answer(route))
  await stopAt('idle')

  const held: Route[] = []
  answer = async (route) => void held.push(route)
  await press(page, 'Enter')
  await arriveAt(page, 'requesting')
  await stopAt('requesting')
  await held[0]?.continue()
  await arriveAt(page, 'code')
  await stopAt('code')
  await context.setOffline(true)
  await page.locator('.hint-unsteady').waitFor()
  await stopAt('code-unsteady')
  await context.setOffline(false)

  const address = `https://sign-in.department.of.television.example.museum/${'activate/'.repeat(8)}`
  const codes = {
    'code-40': { user_code: 'WXYZQRST'.repeat(5) },
    'code-spaces': { user_code: 'wdjb mjht 2345', verification_uri: address },
    'code-rtl': { user_code: 'אבגד-הוזח' },
    'code-one-group': {
      user_code: `${'ABCDEFGH'.repeat(4)}-WXYZ`,
      verification_uri_complete: `${address}?${'x'.repeat(4000)}`,
    },
    'code-digits': { user_code: '123456789' },
  }
  for (const [name, changes] of Object.entries(codes)) {
    await press(page, 'Escape')
    answer = changed(changes)
    await press(page, 'Enter')
    await page.locator(`[data-code="${changes.user_code}"]`).waitFor()
    await stopAt(name)
  }
  await press(page, 'Escape')
  answer = changed({ expires_in: 1 })
  await press(page, 'Enter')
  await arriveAt(page, 'problem-expired')
  await stopAt('expired')
  answer = fromTheServer

  await press(page, 'Enter')
  await decide('Deny')
  await arriveAt(page, 'problem-denied')
  await stopAt('denied')

  await context.setOffline(true)
  await press(page, 'Enter')
  await page.locator('.lead', { hasText: 'The connection is slow' }).waitFor()
  await stopAt('requesting-slow')
  await arriveAt(page, 'problem-offline')
  await stopAt('offline')
  await context.setOffline(false)

  answer = (route) =>
    route.fulfill({
      status: 400,
      json: { error: 'unauthorized_client', error_description: 'This client may not use the device flow. '.repeat(12) },
    })
  await press(page, 'Enter')
  await arriveAt(page, 'problem-unsupported')
  await stopAt('unsupported')
  answer = fromTheServer

  await context.route('**/api/orders', (route) => route.fulfill({ status: 503 }))
  await press(page, 'Enter')
  await decide('Allow', 'Wolfeschlegelsteinhausenbergerdorff the Elder of the Long Names')
  await page.locator('.updated-failed').waitFor()
  await stopAt('home-without-orders')
  await context.unroute('**/api/orders')
  await press(page, 'Enter')
  await page.getByText('Teapot, blue').waitFor()
  await stopAt('home')
  await context.route('**/api/orders', (route) => route.fulfill({ json: { orders: MANY_ORDERS }, headers: ANY_ORIGIN }))
  await press(page, 'Enter')
  await page.getByText('A-1006').waitFor({ state: 'attached' })
  await stopAt('home-full')
  await context.unroute('**/api/orders')
  await context.route('**/token', (route) => route.abort())
  await page.evaluate(outliveTheToken)
  await page.reload()
  await arriveAt(page, 'interrupted')
  await stopAt('interrupted')
  await context.unroute('**/token')
  await press(page, 'Enter')
  await page.getByText('Teapot, blue').waitFor()
  await press(page, 'ArrowRight')
  await stopAt('home-second-button')
  await press(page, 'Enter')
  await arriveAt(page, 'signed-out')
  await stopAt('signed-out')

  await page.evaluate(() => {
    // The list of orders measures itself.
    HTMLUListElement.prototype.getBoundingClientRect = () => {
      throw new Error('a bug')
    }
  })
  await press(page, 'Enter')
  await decide('Allow')
  await arriveAt(page, 'broken')
  await stopAt('broken')

  await press(page, 'Enter')
  await arriveAt(page, 'broken')
  await press(page, 'ArrowRight', 'Enter')
  await arriveAt(page, 'idle')

  await context.route('**/config.json', (route) => route.fulfill({ json: { issuer: server.issuer } }))
  await page.reload()
  await arriveAt(page, 'setup')
  await stopAt('setup')
}

/** The screen with the most on it. */
const visitTheCode: typeof visitEveryScreen = async ({ page }, stopAt) => {
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  await stopAt('code')
}

/** What a television might cut off, or what is cut off already. */
function misplaced(page: Page): Promise<string[]> {
  return page.evaluate((margin) => {
    const { clientWidth: width, clientHeight: height, scrollWidth, scrollHeight } = document.documentElement
    const found =
      scrollWidth > width || scrollHeight > height ? [`the page scrolls: ${scrollWidth} × ${scrollHeight}`] : []
    for (const element of document.querySelectorAll(
      '.screen *:not(path, rect, wbr, .unseen, .order-beyond, .order-beyond *)',
    )) {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const isSafe =
        left >= width * margin - 1 &&
        right <= width * (1 - margin) + 1 &&
        top >= height * margin - 1 &&
        bottom <= height * (1 - margin) + 1
      const isBlock = !element.closest('.top, .middle, .bottom')?.isSameNode(element)
      if (!isSafe && isBlock) found.push(`${element.className || element.tagName} leaves the safe area`)
      const isShortened = getComputedStyle(element).textOverflow === 'ellipsis'
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && !isShortened)
        found.push(`${element.className || element.tagName} is wider than its place`)
    }
    const list = document.querySelector('.orders')?.getBoundingClientRect().bottom ?? height
    for (const order of document.querySelectorAll('.order:not(.order-beyond)'))
      if (order.getBoundingClientRect().bottom > list + 1) found.push('an order is cut')
    return found
  }, SAFE_AREA)
}

/** The height of the QR symbol without its quiet zone, as a part of the screen's. */
function qrHeight(page: Page): Promise<number> {
  return page.locator('.qr path').evaluate((path) => path.getBoundingClientRect().height / window.innerHeight)
}

/** Whether each screen gives the focus to one of its buttons. */
function hasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'BUTTON')
}

async function look(viewport: { width: number; height: number }, visit = visitEveryScreen): Promise<string[]> {
  const scene = await openTv(browser, { viewport })
  const { page } = scene
  const problems: string[] = []
  const isWide = viewport.width * 9 >= viewport.height * 16
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await visit(scene, async (name) => {
    await page.waitForTimeout(200)
    await page.screenshot({ path: `${SCREENS}tv-${name}-${viewport.height}.png` })
    const found = await misplaced(page)
    if (!(await hasFocus(page))) found.push('no button has the focus')
    if (name === 'code' && isWide && (await qrHeight(page)) < LEAST_QR)
      found.push(`the QR code is ${await qrHeight(page)}`)
    await page.evaluate(paintGround, LIGHTEST_GROUND)
    found.push(...(await violations(page)), ...(await focusProblems(page)))
    await page.evaluate(paintGround, '')
    problems.push(...found.map((problem) => `${name}: ${problem}`))
  })
  await scene.close()
  return problems
}

test.each([
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
])(
  'on $width × $height, every screen is free of axe violations, inside the safe area, focused, and pictured',
  { timeout: 180_000 },
  async (viewport) => expect(await look(viewport)).toEqual([]),
)

test('in forced colours, which take backgrounds and shadows away, the focus can be seen', async () => {
  const { page, close } = await openTv(browser)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  expect(await focusProblems(page)).toEqual([])
  await close()
})

/** Twice the size for all text, and for nothing else. It runs in the page. */
function enlargeText(): void {
  const all = Array.from(document.querySelectorAll<HTMLElement>('#root *'))
  const sizes = all.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  for (const [index, element] of all.entries()) element.style.fontSize = `${2 * (sizes[index] ?? 0)}px`
}

test('text that is enlarged to 200 % is cut nowhere, and the buttons can be reached', async () => {
  const { page, close } = await openTv(browser)
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  await page.evaluate(enlargeText)
  const cut = await page.evaluate(() =>
    Array.from(document.querySelectorAll('h1, p:not(.unseen), button'))
      .filter((element) => getComputedStyle(element).overflowY !== 'visible')
      .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
      .map(({ tagName }) => tagName),
  )
  expect(cut).toEqual([])
  const buttons = await page
    .locator('button')
    .evaluateAll((all) => all.map((button) => button.getBoundingClientRect().top))
  const hint = await page.locator('.hint').evaluate((element) => element.getBoundingClientRect().bottom)
  expect(Math.min(...buttons)).toBeGreaterThan(hint)
  await close()
})

test.each([
  { width: 3840, height: 2160 },
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
])('on $width × $height, the code is as large as there is room, and whole', async (viewport) =>
  expect(await look(viewport, visitTheCode)).toEqual([]),
)

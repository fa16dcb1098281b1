import type { Page, Route } from 'playwright-core'
import { cutOffRecords } from './kept-records.ts'
import { arriveAt, decide, press, type Scene } from './tv-scene.ts'

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

/** How long tokens that have just come of a refresh are not renewed for an API that refuses them (F16); ms. */
const JUST_RENEWED_MS = 5_500

type Answer = (route: Route) => Promise<void>

const fromTheServer: Answer = (route) => route.continue()

/** The server's answer, changed like this on its way. */
function changed(changes: Record<string, unknown>): Answer {
  return async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), ...changes } })
  }
}

/** From the next load on, access tokens of now are dead. It runs in the page. */
function twoMinutesLater(): void {
  const { now } = Date
  Date.now = () => now() + 120_000
}

/** Lets nothing be kept, until the returned function is called. */
async function fillStorage(page: Page): Promise<() => Promise<void>> {
  const put = await page.evaluateHandle(() => {
    const before = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    return before
  })
  return () => put.evaluate((before) => void (IDBObjectStore.prototype.put = before))
}

/** Leads to every screen, and stops at each. */
export async function visitEveryScreen(scene: Scene, stopAt: (name: string) => Promise<void>): Promise<void> {
  const { page, context, server } = scene
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
  await decide(scene, 'deny')
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
  await arriveAt(page, 'code')
  const makeRoom = await fillStorage(page)
  await decide(scene, 'approve', 'Wolfeschlegelsteinhausenbergerdorff the Elder of the Long Names')
  await page.locator('.updated-failed').waitFor()
  await page.getByText('This TV cannot keep your sign-in').waitFor()
  await stopAt('home-unsaved')
  await makeRoom()
  await page.locator('.session-news:empty').waitFor({ state: 'attached' })
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
  await page.addInitScript(twoMinutesLater)
  await page.reload()
  await arriveAt(page, 'interrupted')
  await stopAt('interrupted')
  await context.unroute('**/token')
  await press(page, 'Enter')
  await page.getByText('Teapot, blue').waitFor()
  const renewed = page.waitForTimeout(JUST_RENEWED_MS)
  await press(page, 'ArrowRight')
  await stopAt('home-second-button')
  await context.route('**/api/orders', (route) => route.fulfill({ status: 401, headers: ANY_ORIGIN }))
  await context.route('**/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' }, headers: ANY_ORIGIN }),
  )
  await renewed
  await press(page, 'ArrowLeft', 'Enter')
  await page.getByText('Your sign-in ends at').waitFor()
  await context.unroute('**/token')
  await context.unroute('**/api/orders')
  await stopAt('home-ending')
  await press(page, 'ArrowRight', 'ArrowRight', 'Enter')
  await arriveAt(page, 'signed-out')
  await stopAt('signed-out')

  await page.evaluate(() => {
    // The list of orders measures itself.
    HTMLUListElement.prototype.getBoundingClientRect = () => {
      throw new Error('a bug')
    }
  })
  await press(page, 'Enter')
  await decide(scene, 'approve')
  await arriveAt(page, 'broken')
  await stopAt('broken')

  await press(page, 'Enter')
  await arriveAt(page, 'broken')
  await press(page, 'ArrowRight', 'Enter')
  await arriveAt(page, 'idle')

  await press(page, 'Enter')
  await arriveAt(page, 'code')
  await cutOffRecords(page)
  await page.reload()
  await arriveAt(page, 'unreadable')
  await stopAt('unreadable')

  await context.route('**/config.json', (route) => route.fulfill({ json: { issuer: server.issuer } }))
  await page.reload()
  await arriveAt(page, 'setup')
  await stopAt('setup')
}

import type { Page, Route } from 'playwright-core'
import { answerDeviceRequest, askForCode, decide, screen, tap, type Scene } from './kiosk-scene.ts'

// When the question comes: what is left until the screen resets itself has to last for a look at every size.
const BESIDE_A_CODE = 240_000
const ELSEWHERE = 40_000
// Longer than the wait between two polls, of which one came too soon for the server: the clock was put forward for it.
const A_POLL = 10_000
const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff'
const LONG_ITEM = 'with a handle that stays cool and a spout that does not drip'
const RTL_CODE = 'אבגד-הוזח'

async function withLongerWords(route: Route): Promise<void> {
  const response = await route.fetch()
  const { orders } = (await response.json()) as { orders: { id: string; item: string }[] }
  const longer = orders.map((order) => ({ ...order, id: `${order.id}-2026`, item: `${order.item}, ${LONG_ITEM}` }))
  await route.fulfill({ response, json: { orders: longer } })
}

async function answerQuestion(page: Page): Promise<void> {
  await page.touchscreen.tap(200, 200)
  await page.getByText('Are you still there?').waitFor({ state: 'detached' })
}

/** Leads to every screen of the counter, and stops at each. */
export async function visitEveryScreen(scene: Scene, stopAt: (name: string) => Promise<void>): Promise<void> {
  const { page, context } = scene
  const backTo = (button: string): Promise<void> => tap(page, button)
  await stopAt('welcome')

  await context.route('**/device/auth', () => {})
  await tap(page, 'Touch to begin')
  await screen(page, 'One moment…').waitFor()
  await stopAt('preparing')
  await backTo('Cancel')
  await context.unroute('**/device/auth')

  await askForCode(page)
  await stopAt('code')
  await page.clock.fastForward(BESIDE_A_CODE)
  await page.getByText('Are you still there?').waitFor()
  await stopAt('code-still-there')
  await answerQuestion(page)
  await context.setOffline(true)
  await page.clock.fastForward(A_POLL)
  await page.locator('.hint', { hasText: 'Your code still works' }).waitFor()
  await stopAt('code-slow')
  await context.setOffline(false)
  await backTo('Cancel')

  await answerDeviceRequest(scene, {
    user_code: 'X7Kd'.repeat(10),
    verification_uri: 'https://login.microsoftonline.com/common/oauth2/deviceauth',
  })
  await askForCode(page)
  await stopAt('code-long')
  await backTo('Cancel')
  await answerDeviceRequest(scene, {
    user_code: RTL_CODE,
    verification_uri: `https://a-company-with-a-really-very-long-name.example.museum/${'path/'.repeat(12)}`,
  })
  await askForCode(page)
  await stopAt('code-rtl')
  await backTo('Cancel')
  await context.unroute('**/device/auth')

  await decide(scene, await askForCode(page), 'Deny')
  await screen(page, 'Your phone said no').waitFor()
  await stopAt('denied')
  await page.clock.fastForward(ELSEWHERE)
  await page.getByText('Are you still there?').waitFor()
  await stopAt('still-there')
  await answerQuestion(page)
  await backTo('Leave it')

  await answerDeviceRequest(scene, { expires_in: 1 })
  await tap(page, 'Touch to begin')
  await screen(page, 'The code ran out').waitFor()
  await stopAt('expired')
  await backTo('Leave it')
  await context.unroute('**/device/auth')

  await context.route('**/device/auth', (route) => route.fulfill({ status: 503, headers: { 'retry-after': '30' } }))
  await tap(page, 'Touch to begin')
  await page.locator('.hint', { hasText: 'longer than usual' }).waitFor()
  await stopAt('preparing-slow')
  await backTo('Cancel')
  await context.unroute('**/device/auth')

  await context.setOffline(true)
  await tap(page, 'Touch to begin')
  await screen(page, 'No connection just now').waitFor()
  await stopAt('offline')
  await context.setOffline(false)
  await backTo('Leave it')

  await context.route('**/device/auth', (route) =>
    route.fulfill({ status: 400, json: { error: 'unauthorized_client' } }),
  )
  await tap(page, 'Touch to begin')
  await screen(page, 'This counter has a problem').waitFor()
  await stopAt('problem')
  await backTo('Leave it')
  await context.unroute('**/device/auth')

  await context.route('**/api/orders', (route) => route.fulfill({ status: 503, body: 'busy' }))
  await decide(scene, await askForCode(page), 'Allow', LONG_NAME)
  await page.getByText('Your orders cannot be fetched').waitFor()
  await stopAt('orders-missing')
  await context.unroute('**/api/orders')
  await context.route('**/api/orders', withLongerWords)
  await tap(page, 'Fetch my orders again')
  await page.getByText('Teapot, blue').waitFor()
  await stopAt('signed-in')
  await page.clock.fastForward(ELSEWHERE)
  await page.getByText('Are you still there?').waitFor()
  await stopAt('signed-in-still-there')
  await answerQuestion(page)
  await context.setOffline(true)
  await tap(page, 'Finish and sign out')
  await screen(page, 'Enjoy, and goodbye!').waitFor()
  await page.getByText('sign-in service could not be told').waitFor()
  await stopAt('goodbye')
  await context.setOffline(false)

  await context.route('**/config.json', (route) => route.fulfill({ status: 404, body: '' }))
  await page.reload()
  await screen(page, 'This counter is taking a break').waitFor()
  await stopAt('out-of-order')
}

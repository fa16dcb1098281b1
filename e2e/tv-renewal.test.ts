import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeInPeace } from './app-scene.ts'
import { launchBrowser } from './browser.ts'
import { arriveAt, openTv, press, signIn } from './tv-scene.ts'

// What happens as access tokens run out: each waits for that, so they wait side by side.

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.concurrent('orders are fetched again with each renewed access token, without anybody pressing a key', async (context) => {
  const living = await openTv(browser, { accessTokenLifetimeSeconds: 6 })
  const { page } = living
  const tokens = new Set<string>()
  page.on('request', (request) => {
    if (request.url().endsWith('/orders') && request.method() === 'GET')
      tokens.add(request.headers()['authorization'] ?? '')
  })
  await signIn(living)
  await context.expect.poll(() => tokens.size, { timeout: 20_000 }).toBeGreaterThan(2)
  await arriveAt(page, 'home')
  expect(await page.getByText('Updated just now').isVisible()).toBe(true)
  await closeInPeace(living)
})

test.concurrent('a session that the server renews no longer is used to its end, and then leads to a screen that says so (T4)', async () => {
  const living = await openTv(browser, { accessTokenLifetimeSeconds: 25 })
  const { page, context } = living
  await signIn(living)
  await context.route('**/api/orders', (route) =>
    route.fulfill({ status: 401, json: {}, headers: { 'access-control-allow-origin': '*' } }),
  )
  await context.route('**/token', (route) =>
    route.fulfill({ status: 400, json: { error: 'invalid_grant' }, headers: { 'access-control-allow-origin': '*' } }),
  )
  await press(page, 'Enter')
  await page.getByText(/^Your sign-in ends at \d+:\d\d\./).waitFor()
  await context.unroute('**/api/orders')
  await page.reload()
  await page.getByText(/^Your sign-in ends at \d+:\d\d\./).waitFor()
  await page.getByText('Teapot, blue').waitFor()
  await arriveAt(page, 'problem-signedOut')
  expect(await page.getByRole('heading').innerText()).toBe('You were signed out')
  await page.reload()
  await arriveAt(page, 'idle')
  await context.unroute('**/token')
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  // What the browser complains of, a 401 of the API, is what this test is about.
  await living.close()
})

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { arriveAt, openTv, press } from './tv-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const heading = (page: Page): Promise<string> => page.getByRole('heading').innerText()
const focused = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.textContent ?? null)

test('a script that cannot be had leaves a calm screen that says what to do, and the remote alive, offline too', async () => {
  const { page, context, close } = await openTv(browser)
  await context.route('**/*.js', (route) => route.abort())
  await page.reload()
  await page.getByText('Check that this TV is connected to the internet').waitFor()
  expect(await heading(page)).toBe('One moment')
  expect(await focused(page)).toBe('Try again')
  await context.setOffline(true)
  await press(page, 'Enter', 'Enter')
  await page.getByText('Check that this TV is connected to the internet').waitFor()
  expect(await focused(page)).toBe('Try again')
  await context.setOffline(false)
  await context.unroute('**/*.js')
  await press(page, 'Enter')
  await arriveAt(page, 'idle')
  await close()
})

test('a script that never comes is waited for with words, and after ten seconds with advice', async () => {
  const { page, context, close } = await openTv(browser)
  await page.clock.install()
  await context.route('**/*.js', () => {})
  await page.reload({ waitUntil: 'commit' })
  await page.getByText('This app is getting ready').waitFor()
  await page.clock.fastForward(11_000)
  await page.getByText('It takes longer than it should').waitFor()
  expect(await focused(page)).toBe('Try again')
  await close()
})

test('a config.json that cannot be had is fetched again by the remote, without leaving the page', async () => {
  const { page, context, close } = await openTv(browser)
  let answer: 'never' | 'fault' = 'never'
  await context.route('**/config.json', (route) => (answer === 'never' ? undefined : route.abort()))
  await page.reload()
  await arriveAt(page, 'one-moment')
  answer = 'fault'
  await page.reload()
  await arriveAt(page, 'unreachable')
  await context.setOffline(true)
  await press(page, 'Enter')
  await page.getByText('Tried once more, without success.').waitFor()
  expect(await focused(page)).toBe('Try again')
  await context.setOffline(false)
  await context.unroute('**/config.json')
  await press(page, 'Enter')
  await arriveAt(page, 'idle')
  await close()
})

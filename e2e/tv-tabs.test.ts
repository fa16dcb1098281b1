import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, test, type TestContext } from 'vitest'
import { launchBrowser } from './browser.ts'
import { decideOnPhone } from './phone.ts'
import { arriveAt, openTv, press, readCode, signIn, type Scene, type SceneOptions } from './tv-scene.ts'

const TOKEN_SECONDS = 12
const POLL_SECONDS = 2

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A television of one test. The tests run at once, since most of their time is spent waiting for tokens to run out. */
async function television(options: SceneOptions, { onTestFinished }: TestContext): Promise<Scene> {
  const scene = await openTv(browser, options)
  const { complaints, close } = scene
  onTestFinished(async () => {
    await close()
    if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
  })
  return scene
}

/** Opens the app in one more tab. */
async function openTab({ page, context }: Scene): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(page.url())
  return tab
}

/** Duplicates a tab as browsers do it: the new one has a copy of `sessionStorage`. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => void window.open(location.href))
  return opened
}

/** The requests to the token endpoint of one grant type, from all tabs, from now on. */
function tokenRequests(context: BrowserContext, grantType: RegExp): URLSearchParams[] {
  const sent: URLSearchParams[] = []
  context.on('request', (request) => {
    const body = request.url().endsWith('/token') ? new URLSearchParams(request.postData() ?? '') : undefined
    if (body && grantType.test(body.get('grant_type') ?? '')) sent.push(body)
  })
  return sent
}

/** Freezes a tab, as browsers do it to those that nobody looks at; the returned function wakes it. */
async function freeze(page: Page): Promise<() => Promise<void>> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
  return async () => {
    await devTools.send('Page.setWebLifecycleState', { state: 'active' })
    await devTools.detach()
  }
}

/** Waits until the tab has orders that it has fetched with a token of now. */
async function seesFreshOrders(page: Page): Promise<void> {
  await press(page, 'Enter')
  await page.locator('.updated:not(.updated-failed)', { hasText: 'Updated just now' }).waitFor()
  await arriveAt(page, 'home')
}

/** Browsers without Web Locks, as before Chromium 69. It runs in the page. */
function withoutWebLocks(): void {
  Reflect.deleteProperty(Navigator.prototype, 'locks')
}

test.concurrent.for([
  ['with Web Locks', {}],
  ['without Web Locks, by a lease in IndexedDB', { initScript: withoutWebLocks }],
] as const)(
  '%s, tabs renew one session by turns: two of them, a duplicate, and one that was frozen',
  { timeout: 180_000 },
  async ([_how, options], context) => {
    const { expect } = context
    const scene = await television({ ...options, accessTokenLifetimeSeconds: TOKEN_SECONDS }, context)
    const { page, context: tabs } = scene
    await signIn(scene)
    const refreshes = tokenRequests(tabs, /^refresh_token$/)
    const second = await openTab(scene)
    const third = await duplicate(page)
    await Promise.all([second, third].map((tab) => arriveAt(tab, 'home')))

    const wake = await freeze(second)
    await expect.poll(() => refreshes.length, { timeout: 60_000 }).toBeGreaterThan(1)
    await wake()
    await expect.poll(() => refreshes.length, { timeout: 60_000 }).toBeGreaterThan(3)
    for (const tab of [page, second, third]) {
      await tab.bringToFront()
      await seesFreshOrders(tab)
    }
    const used = refreshes.map((body) => body.get('refresh_token'))
    expect(new Set(used).size, 'each refresh token is used once').toBe(used.length)
  },
)

test.concurrent('who signs out in one tab is signed out in all of them, and that is said there', async (context) => {
  const { expect } = context
  const scene = await television({ accessTokenLifetimeSeconds: TOKEN_SECONDS }, context)
  const { page } = scene
  await signIn(scene)
  const [second, third] = [await openTab(scene), await duplicate(page)]
  await Promise.all([second, third].map((tab) => arriveAt(tab, 'home')))
  await page.bringToFront()
  await press(page, 'ArrowRight', 'Enter')
  await arriveAt(page, 'signed-out')
  for (const tab of [second, third]) {
    await arriveAt(tab, 'problem-signedOut')
    expect(await tab.locator('.lead').innerText()).toContain('in another window of this app')
  }
})

test.concurrent('a code that one tab shows is shown by the others too; both poll politely, and both end signed in', async (context) => {
  const { expect } = context
  const scene = await television({ pollIntervalSeconds: POLL_SECONDS }, context)
  const { page, server, context: tabs } = scene
  const second = await openTab(scene)
  await arriveAt(second, 'idle')
  const refused: string[] = []
  /** By the browser's own clock: Node hears of it later, now more and now less. */
  const polls: { sentAt: number; answeredAt: number }[] = []
  tabs.on('requestfinished', async (request) => {
    if (request.url() !== `${server.issuer}/token` || request.method() !== 'POST') return
    const { startTime, responseEnd } = request.timing()
    polls.push({ sentAt: startTime, answeredAt: startTime + responseEnd })
    const response = await request.response()
    const answer = (await response?.json().catch(() => undefined)) as { error?: string } | undefined
    if (answer?.error) refused.push(answer.error)
  })

  await page.bringToFront()
  await press(page, 'Enter')
  const code = await readCode(page)
  await second.bringToFront()
  await press(second, 'Enter')
  expect(await readCode(second)).toBe(code)
  const third = await openTab(scene)
  expect(await readCode(third)).toBe(code)
  await expect.poll(() => polls.length, { timeout: 40_000 }).toBeGreaterThan(5)
  polls.sort((one, other) => one.sentAt - other.sentAt)
  const gaps = polls.slice(1).map(({ sentAt }, index) => sentAt - polls[index]!.answeredAt)
  expect(Math.min(...gaps)).toBeGreaterThan(POLL_SECONDS * 1000 - 20)
  expect(new Set(refused)).toEqual(new Set(['authorization_pending']))

  await decideOnPhone(browser, server, code, 'Allow')
  for (const tab of [page, second, third]) await arriveAt(tab, 'home')
  expect(refused).not.toContain('slow_down')
}, 120_000)

test.concurrent('a code that is taken back in one tab is gone from the other, and its polls end', async (context) => {
  const { expect } = context
  const scene = await television({}, context)
  const { page, context: tabs } = scene
  await press(page, 'Enter')
  const code = await readCode(page)
  const second = await openTab(scene)
  expect(await readCode(second)).toBe(code)
  await press(second, 'Escape')
  await arriveAt(second, 'idle')
  await arriveAt(page, 'idle')
  const polls = tokenRequests(tabs, /device_code$/)
  await page.waitForTimeout(2500)
  expect(polls).toEqual([])
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test, type TestContext } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openSessionScene, type SessionScene } from './session-scene.ts'

const TOKEN_SECONDS = 12

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Tabs of one test. The tests run at once, since most of their time is spent waiting for tokens to run out. */
async function tabsOf({ onTestFinished }: TestContext): Promise<SessionScene> {
  const scene = await openSessionScene(browser, TOKEN_SECONDS)
  onTestFinished(() => scene.close())
  return scene
}

const status = (tab: Page): Promise<string> => tab.evaluate(() => window.login.view().status)
const accessToken = (tab: Page): Promise<string> => tab.evaluate(() => window.login.accessToken())

/** Of all tabs at once: one token. */
async function sharedToken(tabs: Page[]): Promise<string> {
  const [token = '', ...others] = new Set(await Promise.all(tabs.map(accessToken)))
  if (others.length > 0) throw new Error(`${others.length + 1} tokens, not one`)
  return token
}

test.concurrent('two tabs on one localStorage and a duplicated one share a session: one refresh a round, and nobody is signed out', async (context) => {
  const { expect } = context
  const scene = await tabsOf(context)
  const first = await scene.openTab()
  await scene.signIn(first)
  const tabs = [first, await scene.openTab(), await scene.duplicate(first)]
  for (const tab of tabs) await expect.poll(() => status(tab)).toBe('authorized')

  const seen = new Set([await sharedToken(tabs)])
  for (let round = 0; round < 2; round++) {
    await sleep(TOKEN_SECONDS * 1_000)
    seen.add(await sharedToken(tabs))
  }
  expect(seen.size).toBe(3)
  expect(await Promise.all(tabs.map(status))).toEqual(['authorized', 'authorized', 'authorized'])
  // A new token comes once in its life, not once for each tab.
  expect(scene.refreshes()).toBeGreaterThanOrEqual(2)
  expect(scene.refreshes()).toBeLessThanOrEqual(5)

  await first.evaluate(() => window.login.signOut())
  for (const tab of tabs) await expect.poll(() => status(tab)).not.toBe('authorized')
})

test.concurrent('a tab that is frozen while another renews the tokens twice is signed in when it comes back', async (context) => {
  const { expect } = context
  const scene = await tabsOf(context)
  const frozen = await scene.openTab()
  await scene.signIn(frozen)
  const other = await scene.openTab()
  await expect.poll(() => status(other)).toBe('authorized')

  const devTools = await scene.context.newCDPSession(frozen)
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
  for (let round = 0; round < 2; round++) {
    await sleep(TOKEN_SECONDS * 1_000)
    await accessToken(other)
  }
  await devTools.send('Page.setWebLifecycleState', { state: 'active' })

  await sharedToken([frozen, other])
  expect([await status(frozen), await status(other)]).toEqual(['authorized', 'authorized'])
})

test.concurrent('a tab whose code to renew could not be loaded says that it is offline, signs nobody out, and renews once it can', async (context) => {
  const { expect } = context
  const scene = await tabsOf(context)
  const first = await scene.openTab()
  await scene.signIn(first)
  const old = await accessToken(first)
  await first.close()

  let isDown = true
  await scene.context.route('**/requests-*.js', (route) => (isDown ? route.abort() : route.continue()))
  const tab = await scene.openTab()
  const problem = (): Promise<string> =>
    tab.evaluate(() => {
      const view = window.login.view()
      return view.status === 'authorized' && view.problem
        ? `${view.problem.reason}: ${view.problem.message}`
        : view.status
    })
  await expect.poll(() => status(tab)).toBe('authorized')
  // The first tab may have renewed its token right before it was closed: then there is nothing to renew for a while.
  await expect.poll(problem, { timeout: 45_000 }).toMatch(/^offline: .*A part of this app could not be loaded/)
  isDown = false
  await expect.poll(() => accessToken(tab).catch(() => old)).not.toBe(old)
  expect(await problem()).toBe('authorized')
})

test.concurrent('the OAuth part is loaded when a login starts, and not for who is signed in; without a network it comes with the next try (D6)', async (context) => {
  const { expect } = context
  const scene = await tabsOf(context)
  let isDown = true
  let loads = 0
  // The chunk of packages/oauth/src/index.ts.
  await scene.context.route('**/src-*.js', (route) => {
    loads++
    return isDown ? route.abort() : route.continue()
  })
  const tab = await scene.openTab()
  expect([await status(tab), loads]).toEqual(['idle', 0])
  await tab.evaluate(() => window.login.start())
  await expect.poll(() => loads).toBe(1)
  isDown = false
  await expect.poll(() => status(tab), { timeout: 5_000 }).toBe('awaitingUser')
  expect(loads).toBe(2)

  await tab.evaluate(() => window.login.cancel())
  await scene.signIn(tab)
  await tab.reload()
  await expect.poll(() => tab.evaluate(() => window.login?.view().status)).toBe('authorized')
  await accessToken(tab)
  expect(loads).toBe(2)
})

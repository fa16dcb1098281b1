import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startRotatingServer } from '@device-flow/testing'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { servePage } from '../../scripts/serve-page.mjs'
import { launchBrowser } from '../browser.ts'
import { limitFor, scale } from './scale.ts'

const TABS = 10
const TOKEN_SECONDS = 12
const rounds = scale.isStorm ? scale.rounds : 1

/** Notes in the page what is sent to other tabs. */
function recordMessages(): void {
  const { postMessage } = BroadcastChannel.prototype
  const sent: unknown[] = []
  Object.assign(window, { sent })
  BroadcastChannel.prototype.postMessage = function (message) {
    sent.push(message ?? 'nothing')
    postMessage.call(this, message)
  }
}

const messages = (tab: Page): Promise<unknown[]> => tab.evaluate(() => (window as unknown as { sent: unknown[] }).sent)
const status = (tab: Page): Promise<string> => tab.evaluate(() => window.login.view().status)

test(
  `${TABS} tabs that ask when the token expires have one new token a round, nobody is signed out, and no message holds a token`,
  { timeout: limitFor(TABS) + rounds * 60_000 },
  async () => {
    const server = await startRotatingServer({ accessTokenSeconds: TOKEN_SECONDS })
    const site = await servePage(fileURLToPath(new URL('../session/tab.ts', import.meta.url)))
    const browser = await launchBrowser()
    const context = await browser.newContext()
    await context.addInitScript(recordMessages)
    const address = `${site.url}?${new URLSearchParams({ issuer: server.issuer, clientId: 'tv' }).toString()}`
    const openTab = async (): Promise<Page> => {
      const tab = await context.newPage()
      await tab.goto(address)
      await tab.waitForFunction(() => 'login' in window)
      return tab
    }
    const first = await openTab()
    await first.evaluate(() => window.login.start())
    await expect.poll(() => status(first), { timeout: 60_000 }).toBe('authorized')
    const tabs = [first]
    while (tabs.length < TABS) tabs.push(await openTab())
    for (const tab of tabs) await expect.poll(() => status(tab), { timeout: 60_000 }).toBe('authorized')

    const seen = new Set<string>()
    for (let round = 1; round <= rounds; round++) {
      await wait(TOKEN_SECONDS * 1_000)
      const tokens = new Set(await Promise.all(tabs.map((tab) => tab.evaluate(() => window.login.accessToken()))))
      for (const token of tokens) seen.add(token)
      expect(server.counts()).toMatchObject({ reuses: 0, refusals: 0, liveFamilies: 1 })
    }
    // Each token was renewed once, however many asked.
    const generations = server.refreshes().map(({ generation }) => generation)
    expect(generations).toEqual(generations.map((_, index) => index + 1))
    expect(seen.size).toBeGreaterThanOrEqual(rounds)
    expect(await Promise.all(tabs.map(status))).toEqual(tabs.map(() => 'authorized'))
    expect(new Set((await Promise.all(tabs.map(messages))).flat())).toEqual(new Set(['nothing']))
    await browser.close()
    site.close()
    await server.close()
  },
)

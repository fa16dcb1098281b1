import { fileURLToPath } from 'node:url'
import { playPerson, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { servePage } from '../scripts/serve-page.mjs'

/** A browser whose tabs share one session, against the demo server: it rotates refresh tokens, and forgives no second use. */
export interface SessionScene {
  context: BrowserContext
  /** How many refreshes have left the browser so far. */
  refreshes(): number
  openTab(): Promise<Page>
  /** As a person does by the tab's menu: sessionStorage is copied. */
  duplicate(tab: Page): Promise<Page>
  signIn(tab: Page): Promise<void>
  close(): Promise<void>
}

export async function openSessionScene(browser: Browser, accessTokenLifetimeSeconds: number): Promise<SessionScene> {
  const server = await startAuthServer({ pollIntervalSeconds: 1, accessTokenLifetimeSeconds })
  const site = await servePage(fileURLToPath(new URL('session/tab.ts', import.meta.url)))
  server.allowOrigin(site.url)
  const address = `${site.url}?${new URLSearchParams({ issuer: server.issuer, clientId: server.clientId }).toString()}`
  const context = await browser.newContext()
  let refreshes = 0
  context.on('request', (request) => {
    if (request.postData()?.includes('grant_type=refresh_token')) refreshes++
  })
  return {
    context,
    refreshes: () => refreshes,
    async openTab() {
      const tab = await context.newPage()
      await tab.goto(address)
      return ready(tab)
    },
    async duplicate(tab) {
      const copy = context.waitForEvent('page')
      await tab.evaluate(() => void window.open(location.href))
      return ready(await copy)
    },
    signIn: (tab) => signIn(tab, server),
    async close() {
      await context.close()
      site.close()
      await server.close()
    },
  }
}

async function signIn(tab: Page, { verificationUri }: AuthServer): Promise<void> {
  await tab.waitForFunction(() => window.login.view().status === 'idle')
  await tab.evaluate(() => window.login.start())
  const shown = await tab.waitForFunction(() => {
    const view = window.login.view()
    return view.status === 'awaitingUser' && view.userCode
  })
  await playPerson({ verificationUri, userCode: String(await shown.jsonValue()), decision: 'approve' })
  await tab.waitForFunction(() => window.login.view().status === 'authorized')
}

async function ready(tab: Page): Promise<Page> {
  await tab.waitForFunction(() => 'login' in window)
  return tab
}

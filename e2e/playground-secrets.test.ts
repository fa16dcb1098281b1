import { readFile } from 'node:fs/promises'
import { playPerson } from '@device-flow/auth-server'
import { expectNoCanaries } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { Buttons } from './playground-buttons.ts'
import { openEmbedded, openPlayground, servePlaygroundSite, shownCode, untilScreen } from './playground-page.ts'
import { bring, refreshNow } from './playground-presses.ts'

// The secrets are those of the login itself: the page shows them to whoever asks, once all has been looked through.

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const permissions = ['clipboard-read', 'clipboard-write']

/** Signs in with trouble on the way, refreshes and signs out, and looks wherever something may be left. */
async function expectNothingLeft(page: Page, approve: (buttons: Buttons) => Promise<void>): Promise<void> {
  const buttons = new Buttons(page)
  const printed: string[] = []
  page.on('console', (message) => printed.push(message.text()))
  await buttons.press('tokens: Open: Tokens', 'recording: Open: Recording')
  await bring(buttons, 'code', approve)
  await buttons.press('troubles: 502 page', 'troubles: Slow down', 'troubles: Second tab')
  await bring(buttons, 'signed in', approve)
  await refreshNow(buttons)
  const signedIn = await leftIn(buttons)
  await buttons.press('tokens: Sign out and revoke')
  await untilScreen(page, 'welcome')
  const signedOut = await leftIn(buttons)
  const shown = await page.content()
  const secrets = await revealAll(page)
  expect(new Set(Object.values(secrets)).size).toBeGreaterThan(5)
  expectNoCanaries(
    { ...prefixed('signed in', signedIn), ...prefixed('signed out', signedOut), shown, console: printed.join('\n') },
    secrets,
  )
}

/** What a page leaves behind: for other pages, for a history, for other people. */
async function leftIn(buttons: Buttons): Promise<Record<string, string>> {
  const { page } = buttons
  const saved = async (name: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), buttons.press(name)])
    return readFile(await download.path(), 'utf8')
  }
  const recording = await saved('recording: Save the recording')
  const requests = await saved('recording: Save the requests, secrets masked')
  await buttons.press('recording: Copy a link to the recording')
  await page.getByText('The link is copied.').waitFor()
  const inPage = await page.evaluate(async () => ({
    link: await navigator.clipboard.readText(),
    address: location.href,
    title: document.title,
    windowName: window.name,
    history: JSON.stringify(history.state),
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    cookies: document.cookie,
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
  }))
  expect(inPage.sessionStorage).toBe('{}')
  expect(inPage.databases).toBe('[]')
  expect(inPage.caches).toBe('[]')
  expect(recording).toContain('authorized')
  return { recording, requests, ...inPage }
}

/** Shows each secret that went over the wire, step by step, and reads it. */
async function revealAll(page: Page): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {}
  for (const step of [1, 3, 5, 6, 7]) {
    await page
      .locator('.strip button')
      .nth(step - 1)
      .click()
    await page.evaluate(() => {
      for (const summary of document.querySelectorAll<HTMLElement>('.exchanges details:not([open]) > summary'))
        summary.click()
    })
    await page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>('.show-secret[aria-label^="Show "]')) button.click()
    })
    for (const [index, text] of (await page.locator('.secret-shown').allInnerTexts()).entries())
      if (text.length >= 8) secrets[`secret ${index} of step ${step}`] = text
  }
  return secrets
}

function prefixed(when: string, texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}, ${when}`, text]))
}

test('at the server inside the page, no secret is left anywhere', async () => {
  const site = await servePlaygroundSite()
  const { page, trouble, close } = await openPlayground(browser, site, '', { permissions })
  await expectNothingLeft(page, async (buttons) => {
    await buttons.press('person: Allow all', 'time: ×60')
    await untilScreen(page, 'signed in')
    await buttons.press('time: Pause')
  })
  expect(trouble).toEqual([])
  await close()
  await site.close()
})

test('at a real server, no secret is left anywhere', async () => {
  const { page, server, trouble, close } = await openEmbedded(browser, { permissions })
  await expectNothingLeft(page, async () => {
    await playPerson({ verificationUri: server.verificationUri, userCode: await shownCode(page), decision: 'approve' })
    await untilScreen(page, 'signed in')
  })
  expect(trouble).toEqual([])
  await close()
})

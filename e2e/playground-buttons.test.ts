import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { Buttons } from './playground-buttons.ts'
import { openPlayground, servePlaygroundSite, untilScreen } from './playground-page.ts'
import {
  bring,
  pressFolds,
  pressLooks,
  pressRecording,
  pressSettings,
  pressSteps,
  pressTokens,
  pressTour,
  refreshInVain,
} from './playground-presses.ts'
import { KEY_TROUBLES, TROUBLES } from './playground-troubles.ts'
import { throwTrouble, type SitePage, type StaticSite } from './static-site.ts'

// Each button of the page, at the server inside of it: one page for all, as somebody who plays would have it.

let browser: Browser
let site: StaticSite
let opened: SitePage
let buttons: Buttons
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), servePlaygroundSite()])
  opened = await openPlayground(browser, site, '', {
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  buttons = new Buttons(opened.page)
  await buttons.press('time: Pause', 'tokens: Open: Tokens', 'recording: Open: Recording')
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(() => {
  throwTrouble(opened)
})

const NEXT_POLL = 'time: To the next poll'

async function approve(): Promise<void> {
  await buttons.press('person: Allow all', NEXT_POLL)
  await untilScreen(opened.page, 'signed in')
}

const to = (screen: 'welcome' | 'code' | 'signed in'): Promise<void> => bring(buttons, screen, approve)

/** Switches all trouble off; somebody can sign in anew then. */
async function recover(): Promise<void> {
  await buttons.pressIfEnabled('troubles: All off')
  await to('welcome')
  await to('signed in')
}

describe('trouble', () => {
  test.each(TROUBLES)('%s', async (name, kind, screen) => {
    await to(kind === 'refresh' ? 'signed in' : 'code')
    if (kind === 'refresh') await refreshInVain(buttons, name)
    else await buttons.press(`troubles: ${name}`)
    if (kind === 'grant') await buttons.press('person: Allow all')
    if (kind !== 'refresh') await buttons.press(NEXT_POLL)
    if (KEY_TROUBLES.has(name)) await buttons.press('time: ×60')
    if (screen) await untilScreen(opened.page, screen)
    if (KEY_TROUBLES.has(name)) await buttons.press('time: Pause')
    await recover()
    expect(opened.trouble).toEqual([])
  })
})

test('a wrong nonce, where the device sends one; and the rest of the settings', async () => {
  const { page } = opened
  await pressSettings(buttons)
  await page.getByLabel('Nonce', { exact: true }).check()
  await buttons.press('settings: Use these settings', 'top: Change', 'time: Pause')
  await to('code')
  await buttons.press('troubles: Another nonce', 'person: Allow all', NEXT_POLL)
  await untilScreen(page, 'problem')
  await to('signed in')
  expect(opened.trouble).toEqual([])
})

test('the device and its time', async () => {
  await pressLooks(buttons)
  await to('code')
  await buttons.press('device: I have signed in', 'device: Cancel')
  await to('code')
  await buttons.press('troubles: Cancel')
  await untilScreen(opened.page, 'welcome')
  await to('code')
  await buttons.press('time: Step 1 s', 'time: ×1', 'time: ×10', 'time: ×60', 'time: Pause')
  // Else there would be a poll for each five seconds of ten minutes.
  await buttons.press('troubles: Slow down, each time', 'time: To the end of the code')
  await untilScreen(opened.page, 'problem')
  await buttons.press('troubles: All off')
  await to('signed in')
  await buttons.press('device: Show my orders')
  await opened.page.locator('.orders li').first().waitFor()
  expect(opened.trouble).toEqual([])
})

test('the person’s phone', async () => {
  const { page } = opened
  await to('welcome')
  await to('code')
  await buttons.press('person: Next')
  await page.getByText('Type the code that the device shows.').waitFor()
  await buttons.press('person: Use the code on the device', 'person: Deny', NEXT_POLL)
  await untilScreen(page, 'problem')
  await to('code')
  await buttons.press('person: Deny all', NEXT_POLL)
  await untilScreen(page, 'problem')
  await to('code')
  await buttons.press('person: Use the code on the device', 'person: Allow', NEXT_POLL)
  await untilScreen(page, 'signed in')
  await buttons.press('person: Enter another code')
  expect(opened.trouble).toEqual([])
})

test('the steps', async () => {
  await to('welcome')
  await to('code')
  await buttons.press(NEXT_POLL, NEXT_POLL, NEXT_POLL, NEXT_POLL)
  await to('signed in')
  await pressSteps(buttons)
  expect(opened.trouble).toEqual([])
})

test('the tokens', async () => {
  await to('signed in')
  await pressTokens(buttons, 'The server says: ada.')
  await buttons.press('tokens: Revoke the access token')
  await buttons.press('tokens: Revoke the refresh token')
  await to('welcome')
  await to('signed in')
  await buttons.press('tokens: Sign out and revoke')
  await untilScreen(opened.page, 'welcome')
  expect(opened.trouble).toEqual([])
})

test('the recording', async () => {
  await to('signed in')
  await pressRecording(buttons)
  expect(opened.trouble).toEqual([])
})

test('the tour, and what is left', async () => {
  await to('signed in')
  await pressTour(buttons)
  await buttons.press('time: Pause')
  await to('signed in')
  await pressFolds(buttons)
  expect(opened.trouble).toEqual([])
})

test('no button is left that nobody has pressed', () => {
  expect(buttons.unpressed()).toEqual([])
})

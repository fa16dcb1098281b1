import { playPerson } from '@device-flow/auth-server'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { Buttons } from './playground-buttons.ts'
import { openEmbedded, shownCode, untilScreen, type EmbeddedPlayground } from './playground-page.ts'
import {
  bring,
  pressFolds,
  pressLooks,
  pressRecording,
  pressSettings,
  pressSteps,
  pressTokens,
  refreshInVain,
} from './playground-presses.ts'
import { KEY_TROUBLES, TROUBLES, type TroubleKind } from './playground-troubles.ts'
import { throwTrouble } from './static-site.ts'

// Each button of the page, at a real authorization server, whose time is its own: nothing here waits longer than for one poll.

let browser: Browser
let opened: EmbeddedPlayground
let buttons: Buttons
beforeAll(async () => {
  browser = await launchBrowser()
  opened = await openEmbedded(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  buttons = new Buttons(opened.page)
  await buttons.press('tokens: Open: Tokens', 'recording: Open: Recording')
})
afterAll(async () => {
  await opened.close()
  await browser.close()
})
afterEach(() => {
  throwTrouble(opened)
})

/** The person says yes, over HTTP: the pages in the frame are tested by themselves. */
async function approve(): Promise<void> {
  const { verificationUri } = opened.server
  await playPerson({ verificationUri, userCode: await shownCode(opened.page), decision: 'approve' })
  await untilScreen(opened.page, 'signed in')
}

const to = (screen: 'welcome' | 'code' | 'signed in'): Promise<void> => bring(buttons, screen, approve)

const struck = (name: string): Promise<void> => opened.page.getByText(`${name} met request`).waitFor()

/** How each kind of trouble is met without a wait: what meets any request meets the first one of a login. */
const MEET: Readonly<Record<TroubleKind, (name: string) => Promise<void>>> = {
  async poll(name) {
    await to('code')
    await buttons.press(`troubles: ${name}`)
    await struck(name)
  },
  async network(name) {
    await to('welcome')
    await buttons.press(`troubles: ${name}`, 'device: Sign in')
    await struck(name)
  },
  async grant(name) {
    const { verificationUri } = opened.server
    await to('code')
    await buttons.press(`troubles: ${name}`)
    await playPerson({ verificationUri, userCode: await shownCode(opened.page), decision: 'approve' })
    await struck(name)
  },
  async refresh(name) {
    await to('signed in')
    await refreshInVain(buttons, name)
  },
  async device(name) {
    await to('code')
    await buttons.press(`troubles: ${name}`)
  },
}

/** Only a server inside the page lets its time be moved. */
const TIMELESS = new Set(['Hidden for a minute', 'Sleep an hour'])

describe('trouble', () => {
  test.each(TROUBLES.filter(([name]) => !TIMELESS.has(name)))('%s', async (name, kind, screen) => {
    await MEET[kind](name)
    // A request that is tried again goes out after a while.
    if (screen && kind !== 'network')
      await untilScreen(opened.page, screen, KEY_TROUBLES.has(name) ? 45_000 : undefined)
    await buttons.pressIfEnabled('troubles: All off')
    await to(screen === 'problem' ? 'code' : 'welcome')
    expect(opened.trouble).toEqual([])
  })
})

test('a wrong nonce, where the device sends one; and the rest of the settings', async () => {
  const { page } = opened
  await pressSettings(buttons)
  await page.getByLabel('Nonce', { exact: true }).check()
  await buttons.press('settings: Use these settings', 'top: Change')
  await to('code')
  // oidc-provider has no nonce in this flow: what a login makes of that is the same.
  await buttons.press('troubles: Another nonce')
  await playPerson({
    verificationUri: opened.server.verificationUri,
    userCode: await shownCode(page),
    decision: 'approve',
  })
  await untilScreen(page, 'problem')
  await buttons.press('top: Change')
  await page.getByLabel('Nonce', { exact: true }).uncheck()
  await buttons.press('settings: Use these settings', 'top: Change')
  expect(opened.trouble).toEqual([])
})

test('the device', async () => {
  await pressLooks(buttons)
  await to('code')
  await buttons.press('device: I have signed in', 'device: Cancel')
  await to('code')
  await buttons.press('troubles: Cancel')
  await to('signed in')
  await buttons.press('device: Show my orders')
  await opened.page.locator('.orders li').first().waitFor()
  expect(opened.trouble).toEqual([])
})

test('the server’s own pages, on the phone beside the device', async () => {
  const { page } = opened
  await to('welcome')
  await to('code')
  const phone = page.frameLocator('.phone-frame')
  await phone.getByRole('button', { name: 'Yes, it is my device' }).click()
  await phone.getByLabel('Your name').fill('Grace Hopper')
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('button', { name: 'Allow' }).click()
  await untilScreen(page, 'signed in')
  await page.getByRole('heading', { name: 'Hello, Grace Hopper' }).waitFor()
  expect(opened.trouble).toEqual([])
})

test('the steps', async () => {
  await to('welcome')
  await to('code')
  await opened.page.getByText(/^Polls \d/).waitFor()
  await to('signed in')
  await pressSteps(buttons)
  expect(opened.trouble).toEqual([])
})

test('the tokens', async () => {
  await to('signed in')
  await pressTokens(buttons, 'refused the access token')
  await buttons.press('tokens: Revoke the access token')
  await buttons.press('tokens: Revoke the refresh token')
  await to('welcome')
  await to('signed in')
  await buttons.press('tokens: Sign out and revoke')
  await untilScreen(opened.page, 'welcome')
  expect(opened.trouble).toEqual([])
})

test('the recording, and what is left', async () => {
  await to('signed in')
  await pressRecording(buttons)
  await pressFolds(buttons)
  await buttons.press('top: Tour', 'tour: Keep the login', 'top: Tour', 'tour: Begin the tour')
  await buttons.press('tour: Next stop', 'tour: From the start', 'tour: Leave the tour')
  await untilScreen(opened.page, 'welcome')
  await to('signed in')
  expect(opened.trouble).toEqual([])
})

/** Whether a button is of the server inside the page, whose phone the tour has shown. */
function isOfPage(name: string): boolean {
  return /^(time|person): /.test(name) || TIMELESS.has(name.replace('troubles: ', ''))
}

test('no button is left that nobody has pressed, but for those of a server inside the page', () => {
  expect(buttons.unpressed().filter((name) => !isOfPage(name))).toEqual([])
})

import { startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { collectComplaints } from './complaints.ts'
import { askForCode, pollUntilDecided, type Prompt } from './device.ts'

const PHONE = { width: 375, height: 667 }

let browser: Browser
let server: AuthServer
let page: Page
let prompt: Prompt
let verdict: Promise<Record<string, unknown>>
let device: AbortController
const complaints: string[][] = []

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function openPhone(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, ...options })
  const opened = await context.newPage()
  complaints.push(collectComplaints(opened))
  return opened
}

beforeEach(async () => {
  complaints.length = 0
  server = await startAuthServer({ pollIntervalSeconds: 1 })
  page = await openPhone()
  prompt = await askForCode(server)
  device = new AbortController()
  verdict = pollUntilDecided(server, prompt, device.signal)
})
afterEach(async () => {
  await page.context().close()
  device.abort()
  await Promise.allSettled([verdict])
  await server.close()
  const complained = complaints.flat()
  if (complained.length > 0) throw new Error(`the browser complained: ${complained.join(' · ')}`)
})

function arriveAt(id: string): Promise<void> {
  return page.locator(`main#${id}`).waitFor()
}

async function enterCode(code: string): Promise<void> {
  await page.goto(prompt.verification_uri)
  await page.getByLabel('Code on your device').fill(code)
  await page.getByRole('button', { name: 'Continue' }).tap()
}

async function signIn(): Promise<void> {
  await arriveAt('sign-in')
  await page.getByLabel('Your name').fill('Grace')
  await page.getByRole('button', { name: 'Sign in' }).tap()
  await arriveAt('consent')
}

test('a person with a phone enters the code, signs in and approves, and the device gets its tokens', async () => {
  await enterCode(prompt.user_code)
  await signIn()
  expect(await page.getByRole('listitem').allInnerTexts()).toContain('Read your sample orders')
  await page.getByRole('button', { name: 'Allow' }).tap()
  await arriveAt('success')
  const tokens = await verdict
  const orders = await fetch(`${server.apiUrl}/orders`, {
    headers: { authorization: `Bearer ${String(tokens.access_token)}` },
  })
  expect(orders.status).toBe(200)
})

test('a person who denies is told that nothing was shared, and the device that it was denied', async () => {
  await enterCode(prompt.user_code)
  await signIn()
  await page.getByRole('button', { name: 'Deny' }).tap()
  await arriveAt('denied')
  expect(await verdict).toMatchObject({ error: 'access_denied' })
})

test('a person who did not start this says no on the first page that asks', async () => {
  await page.goto(prompt.verification_uri_complete)
  await page.getByRole('button', { name: 'No, it is not' }).tap()
  await arriveAt('denied')
  expect(await verdict).toMatchObject({ error: 'access_denied' })
})

test('a person who mistypes the code is told so, finds it in the field, and corrects it', async () => {
  await enterCode('BBBB-BBBB')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('That code is not right')
  const field = page.getByLabel('Code on your device')
  expect(await field.inputValue()).toBe('BBBB-BBBB')
  expect(await field.getAttribute('aria-describedby')).toBe('error hint')
  expect(await page.title()).toBe('Error: That code is not right – Device Flow demo')
  await field.fill(prompt.user_code.toLowerCase())
  await page.getByRole('button', { name: 'Continue' }).tap()
  await signIn()
  await page.getByRole('button', { name: 'Allow' }).tap()
  expect(await verdict).toHaveProperty('access_token')
})

test('the box takes the hyphen by itself: typed with and without, corrected, and pasted with spaces', async () => {
  await page.goto(prompt.verification_uri)
  const box = page.getByLabel('Code on your device')
  const { keyboard } = page
  const typed = async (text: string): Promise<string> => {
    await box.fill('')
    await keyboard.type(text)
    return box.inputValue()
  }
  expect(await typed('wdj')).toBe('WDJ')
  expect(await typed('wdjb')).toBe('WDJB-')
  expect(await typed('wdjb-mjht')).toBe('WDJB-MJHT')
  for (let times = 0; times < 5; times++) await keyboard.press('Backspace')
  expect(await box.inputValue()).toBe('WDJB')
  await keyboard.type('m')
  expect(await box.inputValue()).toBe('WDJB-M')
  await box.fill('')
  await keyboard.insertText(' wdjb mjht ')
  expect(await box.inputValue()).toBe('WDJB-MJHT')
  await keyboard.press('Home')
  await keyboard.press('Delete')
  await keyboard.type('x')
  expect(await box.inputValue()).toBe('xDJB-MJHT')
})

test('with the keyboard alone, a person gets through the whole journey', async () => {
  const { keyboard } = page
  await page.goto(prompt.verification_uri)
  await expectFocusOn('user_code')
  await keyboard.type(prompt.user_code.replace('-', '').toLowerCase())
  expect(await page.getByLabel('Code on your device').inputValue()).toBe(prompt.user_code)
  await pressOnTo('sign-in', 'Enter')
  await expectFocusOn('name')
  await keyboard.type('Grace')
  await keyboard.press('Tab')
  await expectFocusOn('Sign in')
  await pressOnTo('consent', 'Space')
  await keyboard.press('Tab')
  await expectFocusOn('Allow')
  expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe(
    'solid',
  )
  await pressOnTo('success', 'Enter')
  expect(await verdict).toHaveProperty('access_token')
})

test('a person without JavaScript follows the QR code and gets through the whole journey', async () => {
  await page.context().close()
  page = await openPhone({ javaScriptEnabled: false })
  await page.goto(prompt.verification_uri_complete)
  await arriveAt('confirm')
  expect(await page.locator('.code').innerText()).toBe(prompt.user_code)
  await page.getByRole('button', { name: 'Yes, it is my device' }).tap()
  await signIn()
  await page.getByRole('button', { name: 'Allow' }).tap()
  await arriveAt('success')
  expect(await verdict).toHaveProperty('access_token')
})

async function pressOnTo(id: string, key: string): Promise<void> {
  await page.keyboard.press(key)
  await arriveAt(id)
  await page.waitForLoadState()
}

function focused(): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent.trim())
}

/** Waits until the focus is on this field, by id, or on this button, by what it says. */
function expectFocusOn(field: string): Promise<void> {
  return expect.poll(focused, { timeout: 10_000 }).toBe(field)
}

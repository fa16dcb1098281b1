import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startAuthServer, type AuthServer } from '@device-flow/auth-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { askForCode } from './device.ts'
import { lonelyWords } from './lonely-words.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
const NARROW = { width: 320, height: 568 }
const PHONE = { width: 375, height: 667 }
const LARGE = { width: 3840, height: 2160 }

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Leads through every page of the server, and stops at each. */
async function visitEveryPage(server: AuthServer, page: Page, stopAt: (name: string) => Promise<void>): Promise<void> {
  const press = (name: string): Promise<void> => page.getByRole('button', { name }).click()
  async function confirmAndSignIn(): Promise<void> {
    await page.goto((await askForCode(server)).verification_uri_complete)
    await stopAt('confirm')
    await press('Yes, it is my device')
  }
  await page.goto(server.verificationUri)
  await stopAt('enter-code')
  await page.getByLabel('Code on your device').fill('BBBB-BBBB')
  await press('Continue')
  await stopAt('enter-code-wrong')
  await confirmAndSignIn()
  await stopAt('sign-in')
  await page.getByLabel('Your name').fill('\u200B')
  await press('Sign in')
  await stopAt('sign-in-nameless')
  await page.getByLabel('Your name').fill('Grace Hopper')
  await press('Sign in')
  await stopAt('consent')
  await press('Allow')
  await stopAt('success')
  await confirmAndSignIn()
  await press('Deny')
  await stopAt('denied')
  await page.goto(`${server.issuer}/interaction/unknown`)
  await stopAt('start-again')
  await page.goto(`${server.issuer}/nothing`)
  await stopAt('problem')
  const guess = `${server.verificationUri}?user_code=BBBB-BBBB`
  for (let tries = 0; tries < 10; tries++) await fetch(guess)
  await page.goto(guess)
  await stopAt('too-many-tries')
}

/** Every page, by the name it is called by in the walk above. */
const EVERY_PAGE = [
  'enter-code',
  'enter-code-wrong',
  'confirm',
  'sign-in',
  'sign-in-nameless',
  'consent',
  'success',
  'denied',
  'start-again',
  'problem',
  'too-many-tries',
]

/** How many CSS pixels stick out to the right. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every page is free of axe violations, has its own title, and is pictured', async () => {
    const server = await startAuthServer()
    const page = await (await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, colorScheme })).newPage()
    const problems: string[] = []
    const titles = new Map<string, string>()
    await visitEveryPage(server, page, async (name) => {
      await page.screenshot({ path: `${SCREENS}${name}-${colorScheme}.jpg`, fullPage: true })
      const found = [...(await violations(page)), ...(await lonelyWords(page.locator('h1, p, li, .alert')))]
      problems.push(...found.map((problem) => `${name}: ${problem}`))
      titles.set(await page.title(), name)
    })
    await page.context().close()
    await server.close()
    expect(problems).toEqual([])
    expect([...titles.values()].toSorted()).toEqual(EVERY_PAGE.toSorted())
  })
})

test('on a screen of 3840 px, a page is neither small nor stuck to the top', async () => {
  const server = await startAuthServer()
  const page = await (await browser.newContext({ viewport: LARGE })).newPage()
  await page.goto(server.verificationUri)
  await page.screenshot({ path: `${SCREENS}enter-code-large-screen.jpg` })
  const { y, width } = (await page.locator('main').boundingBox())!
  expect(width).toBeGreaterThan(LARGE.width / 5)
  expect(y).toBeGreaterThan(LARGE.height / 6)
  await page.context().close()
  await server.close()
})

test('no page scrolls sideways on a 320 px phone, not even with text twice as large', async () => {
  const server = await startAuthServer()
  const page = await (await browser.newContext({ viewport: NARROW })).newPage()
  const wide: string[] = []
  await visitEveryPage(server, page, async (name) => {
    if ((await overflow(page)) > 0) wide.push(name)
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    if ((await overflow(page)) > 0) wide.push(`${name}, large`)
    await page.screenshot({ path: `${SCREENS}${name}-narrow-large.jpg`, fullPage: true })
    await page.evaluate(() => (document.documentElement.style.fontSize = ''))
  })
  await page.context().close()
  await server.close()
  expect(wide).toEqual([])
})

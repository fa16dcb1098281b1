import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser, launchBrowserWithLargeFont } from './browser.ts'
import { openEmbedded, openPlayground, servePlaygroundSite, untilScreen } from './playground-page.ts'
import { openSite, throwTrouble, type SitePage, type StaticSite } from './static-site.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))

let browser: Browser
let site: StaticSite
let opened: SitePage
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  ;[browser, site] = await Promise.all([launchBrowser(), servePlaygroundSite()])
})
afterEach(async () => {
  await opened.close()
  throwTrouble(opened)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** Leads to each face of the page, and stops there. */
async function visit(page: Page, stopAt: (name: string) => Promise<void>): Promise<void> {
  await press(page, 'Pause')
  await stopAt('first')
  await press(page, 'Change')
  await page.getByText('API, client authentication, DPoP, PKCE and more').click()
  await page.getByText('What the server says of itself').click()
  await press(page, 'Read and check it')
  await page.getByRole('button', { name: 'Read it again' }).waitFor()
  await stopAt('settings')
  await press(page, 'Change')
  await press(page, 'Sign in')
  await untilScreen(page, 'code')
  await stopAt('code')
  await page.getByLabel('Explain each button').check()
  await press(page, 'Use the code on the device')
  await press(page, 'Slow down')
  await press(page, 'To the next poll')
  await stopAt('explained')
  await page.getByLabel('Explain each button').uncheck()
  await press(page, 'Allow')
  await press(page, 'To the next poll')
  await untilScreen(page, 'signed in')
  await press(page, 'Open: Tokens')
  await press(page, 'Open: Recording')
  await press(page, 'Call the sample API')
  await press(page, 'Kiosk')
  await page.getByText('The API took the token').waitFor()
  await stopAt('signed-in')
  await press(page, 'Sign out')
  await press(page, 'Sign in')
  await untilScreen(page, 'code')
  await press(page, 'Terminal')
  await page.getByRole('button', { name: 'Deny all', exact: true }).click()
  await press(page, 'To the next poll')
  await untilScreen(page, 'problem')
  await stopAt('problem')
  await press(page, 'Tour')
  await page.getByText('Tour: 1 of 10').waitFor()
  await stopAt('tour')
}

/** From a desk to the smallest phone. axe looks at two of them at each face, at one in light and at one in dark colours: by turns. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]

/** What is wider than the page, or is cut off. It runs in the page. */
function tooWide(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const wide = [...document.querySelectorAll('body *')].filter(
    (one) => one.getBoundingClientRect().right > clientWidth + 1,
  )
  return [
    `the page scrolls sideways: ${scrollWidth} in ${clientWidth}: ${wide
      .slice(0, 3)
      .map((one) => one.outerHTML.slice(0, 80))
      .join(' ')}`,
  ]
}

test('every face of the page is readable and accessible, light and dark, from a desk to a small phone', async () => {
  opened = await openPlayground(browser, site, '', { reducedMotion: 'reduce' })
  const { page } = opened
  const problems: string[] = []
  let stops = 0
  await visit(page, async (name) => {
    for (const [index, size] of SIZES.entries()) {
      const colorScheme = index < 2 ? 'light' : 'dark'
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      const found = await page.evaluate(tooWide)
      if ((index + stops) % 2 === 0) {
        found.push(...(await violations(page)))
        const picture = `playground-${name}-${size.width}-${colorScheme}.jpg`
        await page.screenshot({ path: `${SCREENS}${picture}`, fullPage: true })
      }
      problems.push(...found.map((problem) => `${name}, ${size.width} px, ${colorScheme}: ${problem}`))
    }
    await page.setViewportSize(SIZES[0]!)
    stops++
  })
  expect(problems).toEqual([])
}, 180_000)

test('at 200 % zoom nothing is cut off', async () => {
  opened = await openPlayground(browser, site, '', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 })
  const { page } = opened
  await press(page, 'Sign in')
  await untilScreen(page, 'code')
  expect(await page.evaluate(tooWide)).toEqual([])
  await page.screenshot({ path: `${SCREENS}playground-zoom.jpg`, fullPage: true })
})

test('nothing moves for whoever wants reduced motion', async () => {
  opened = await openPlayground(browser, site, '', { reducedMotion: 'reduce' })
  const { page } = opened
  await press(page, 'Sign in')
  await untilScreen(page, 'code')
  await press(page, 'Tour')
  await press(page, 'Begin the tour')
  await page.getByText('Tour: 1 of 10').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
})

test('the page on native TV is readable and accessible, light and dark, from a desk to a small phone', async () => {
  opened = await openSite(browser, site, 'native-tv.html')
  const { page } = opened
  const problems: string[] = []
  for (const [index, size] of SIZES.entries()) {
    const colorScheme = index % 2 === 0 ? 'light' : 'dark'
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    const found = [...(await page.evaluate(tooWide)), ...(await violations(page))]
    problems.push(...found.map((problem) => `${size.width} px, ${colorScheme}: ${problem}`))
    await page.screenshot({ path: `${SCREENS}playground-native-tv-${size.width}-${colorScheme}.jpg`, fullPage: true })
  }
  expect(problems).toEqual([])
})

test('the page, that on native TV and the inspector are twice as large where the browser’s font is, and nothing is cut off', async () => {
  const large = await launchBrowserWithLargeFont()
  const problems: string[] = []
  for (const address of ['', 'native-tv.html', 'viewer/index.html']) {
    opened = await openSite(large, site, address, { reducedMotion: 'reduce' })
    const { page } = opened
    for (const width of [1280, 820, 390]) {
      await page.setViewportSize({ width, height: 800 })
      const found = await page.evaluate(tooWide)
      const size = await page.locator('h1').evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize))
      if (size < 28) found.push(`the title is ${size} px`)
      problems.push(...found.map((problem) => `${address || 'index.html'}, ${width} px: ${problem}`))
    }
    await page.context().close()
  }
  await large.close()
  expect(problems).toEqual([])
})

test.each([
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
])('on the phone of a page of $width px, both answers are in sight as the server’s page opens', async (viewport) => {
  const embedded = await openEmbedded(browser, { viewport })
  opened = embedded
  const phone = embedded.page.frameLocator('.phone-frame')
  const outOfSight = (): Promise<string[]> =>
    phone
      .locator('button:not(.link)')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.getBoundingClientRect().bottom > window.innerHeight)
          .map(({ textContent }) => textContent),
      )
  await press(embedded.page, 'Sign in')
  await phone.getByRole('button', { name: 'No, it is not' }).waitFor()
  expect(await outOfSight()).toEqual([])
  await phone.getByRole('button', { name: 'Yes, it is my device' }).click()
  await phone.getByLabel('Your name').fill('Grace Hopper')
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('button', { name: 'Deny' }).waitFor()
  expect(await outOfSight()).toEqual([])
})

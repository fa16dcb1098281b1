import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { focusProblems } from './focus-sign.ts'
import { openPlayground, servePlaygroundSite, shownCode, untilScreen } from './playground-page.ts'
import { throwTrouble, type SitePage, type StaticSite } from './static-site.ts'

// By keyboard alone: no test here has a mouse.

let browser: Browser
let site: StaticSite
let opened: SitePage
let page: Page
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), servePlaygroundSite()])
})
beforeEach(async () => {
  // How the focus is seen is found out by images that the page's policy does not let in.
  opened = await openPlayground(browser, site, '', { reducedMotion: 'reduce', bypassCSP: true })
  page = opened.page
})
afterEach(async () => {
  await opened.close()
  throwTrouble(opened)
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Where the focus is, in words. In the viewer's frame, what is in there does not matter. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document
    if (element instanceof HTMLIFrameElement) return 'frame'
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    return (element?.ariaLabel ?? label ?? element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  })
}

/** Presses Tab until the focus is on what is called so; at the end of the page it begins anew. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 250; presses++) {
    if (name.test(await focused())) return
    await page.keyboard.press(key)
  }
  throw new Error(`The Tab key does not lead to ${name}`)
}

/** Goes to what is called so, and presses Enter. */
async function enter(name: RegExp): Promise<void> {
  await tabTo(name)
  await page.keyboard.press('Enter')
}

const tourStop = (number: number): Promise<void> => page.getByText(`Tour: ${number} of 10`).waitFor()

test('the tour leads through its ten stops by Enter alone, and gives the focus back', async () => {
  await enter(/^Tour$/)
  for (let number = 1; number <= 10; number++) {
    await tourStop(number)
    await page.waitForFunction(() => document.activeElement?.matches('.tour .main:not([aria-disabled=true])'))
    if (number === 8) await untilScreen(page, 'signed in')
    if (number === 10) await page.getByRole('button', { name: 'Sign out', exact: true }).nth(1).waitFor()
    await page.keyboard.press('Enter')
  }
  await page.locator('.tour').waitFor({ state: 'detached' })
  expect(await focused()).toBe('Tour')
  await untilScreen(page, 'welcome')
})

test('Escape leaves the tour, and gives the focus back', async () => {
  await enter(/^Tour$/)
  await tourStop(1)
  await page.waitForFunction(() => document.activeElement?.matches('.tour .main:not([aria-disabled=true])'))
  await page.keyboard.press('Enter')
  await tourStop(2)
  await page.keyboard.press('Escape')
  await page.locator('.tour').waitFor({ state: 'detached' })
  expect(await focused()).toBe('Tour')
})

test('somebody signs in, types the code, makes trouble, and reads a secret, by keyboard alone', async () => {
  await enter(/^Sign in$/)
  await untilScreen(page, 'code')
  await tabTo(/^Code on the device/)
  await page.keyboard.type(await shownCode(page))
  await page.keyboard.press('Enter')
  await page.getByText('Is this your device?').waitFor()
  await enter(/^Slow down$/)
  await page.getByText('On: Slow down.').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('No trouble is on.').waitFor()
  await enter(/^Allow$/)
  await enter(/^To the next poll$/)
  await untilScreen(page, 'signed in')
  await enter(/Step 5: /)
  await tabTo(/^Raw$/)
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('curl')
  await page.getByRole('tab', { name: 'curl', selected: true }).waitFor()
  await page.keyboard.press('ArrowLeft')
  await enter(/^Show access_token of response \d+$/)
  await page.locator('.secret-shown').waitFor()
  expect(await page.locator('.secret-shown').count()).toBe(1)
  expect(await focused()).toMatch(/^Hide access_token/)
  await page.keyboard.press('Enter')
  expect(await page.locator('.secret-shown').count()).toBe(0)
})

test('the Tab key goes around the whole page and out of the frame of the chart, both ways, and its focus is seen', async () => {
  for (const key of ['Tab', 'Shift+Tab']) {
    await tabTo(/^frame$/, key)
    await tabTo(/^Tour$/, key)
  }
  for (const name of [/^Change$/, /^Pause$/, /^Kiosk$/, /^Sign in$/, /^Allow all$/, /Step 1: /, /^Denied$/]) {
    await tabTo(name)
    expect(await focusProblems(page), String(name)).toEqual([])
  }
})

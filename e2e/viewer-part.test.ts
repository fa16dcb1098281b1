import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openSite, type SitePage, type StaticSite } from './static-site.ts'
import { serveViewerSite } from './viewer-site.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))

let browser: Browser
let site: StaticSite
let opened: SitePage
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  ;[browser, site] = await Promise.all([launchBrowser(), serveViewerSite()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(async () => {
  await opened.close()
  if (opened.trouble.length > 0) throw new Error(opened.trouble.join(' · '))
})

const partOf = (page: Page): FrameLocator => page.frameLocator('iframe')

const titlesIn = (part: FrameLocator): Promise<string[]> => part.getByRole('heading', { level: 2 }).allInnerTexts()

test('a page shows the chart and the polls of its login in a frame, and nothing else, from static files alone', async () => {
  opened = await openSite(browser, site, '?panels=chart,polls')
  const { page } = opened
  const part = partOf(page)
  await part.getByText('Waiting for a login…').waitFor()
  await page.evaluate(() => window.framing.begin({ userCode: 'AAAA-AAAA', polls: ['pending', 'slowDown'] }))
  await part.locator('[data-state="awaitingUser.waiting"].state-live').waitFor()
  expect(await titlesIn(part)).toEqual(['Chart', 'Polls'])
  await part.getByText('No poll yet.').waitFor()
  await page.evaluate(() => window.framing.advance(16_000))
  await part.getByText('2 so far, at least 5.00 s apart').waitFor()
  expect(await part.getByRole('button', { name: 'Save transcript' }).count()).toBe(0)
})

test.each([false, true])(
  'it follows the newest login of its page, also when a clock was set back (with a new inspector: %s)',
  async (withNewInspector) => {
    opened = await openSite(browser, site, '?panels=details,actors')
    const { page } = opened
    const part = partOf(page)
    await page.evaluate(() => window.framing.begin({ userCode: 'AAAA-AAAA', polls: ['pending', 'pending'] }))
    await page.evaluate(() => window.framing.advance(60_000))
    await part.getByText('AAAA-AAAA').first().waitFor()
    await part.getByRole('button', { name: /services/ }).click()
    await page.evaluate(
      (isNew) => window.framing.begin({ userCode: 'BBBB-BBBB', withNewInspector: isNew }),
      withNewInspector,
    )
    const details = part.locator('.panel-details')
    await details.getByText('BBBB-BBBB').first().waitFor()
    expect(await details.getByRole('heading').innerText()).toBe('deviceFlow now')
  },
)

test('a name that no panel has is said in the frame, with the names that there are', async () => {
  opened = await openSite(browser, site, '?panels=chart,graph')
  const part = partOf(opened.page)
  expect(await part.getByRole('alert').innerText()).toBe(
    'There is no panel of the name graph. The names for ?panels= are chart, events, polls, actors, send, details.',
  )
  await opened.page.evaluate(() => window.framing.begin({ userCode: 'AAAA-AAAA' }))
  await part.locator('[data-state="awaitingUser.waiting"].state-live').waitFor()
  expect(await titlesIn(part)).toEqual(['Chart'])
})

/** Frames as pages have them. */
const SIZES = [
  { width: 320, height: 500 },
  { width: 390, height: 300 },
  { width: 820, height: 420 },
  { width: 1440, height: 700 },
  { width: 1600, height: 900 },
]

test('a part fills its frame, is readable and accessible in it, light and dark, from a narrow to a wide one', async () => {
  const problems: string[] = []
  for (const panels of [
    'chart,polls',
    'chart',
    'polls',
    'events,details',
    'chart,events,polls,actors,send,details',
    'charts',
  ]) {
    opened = await openSite(browser, site, `?panels=${panels}`, { reducedMotion: 'reduce' })
    const { page } = opened
    if (panels === 'chart,polls') await page.screenshot({ path: `${SCREENS}part-waiting.jpg` })
    const polls = ['pending', 'pending', 'slowDown', 'pending', { fault: 'offline' }] as const
    await page.evaluate((script) => window.framing.begin({ userCode: 'AAAA-AAAA', polls: [...script] }), polls)
    await page.evaluate(() => window.framing.advance(60_000))
    await partOf(page).getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
    if (panels.includes('chart') && panels !== 'charts') await partOf(page).locator('.state-live').waitFor()
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        const path = `${SCREENS}part-${panels.replaceAll(',', '-')}-${colorScheme}-${size.width}.jpg`
        await page.screenshot({ path })
        if (size.width === 390)
          problems.push(...(await violations(page.frames()[1]!)).map((found) => `${panels}: ${found}`))
      }
      const [width, height] = await partOf(page)
        .locator(':root')
        .evaluate(({ scrollWidth, scrollHeight }) => [scrollWidth, scrollHeight])
      if (width! > size.width) problems.push(`${panels} at ${size.width}: ${width} wide`)
      if (height! > size.height) problems.push(`${panels} at ${size.width}: ${height} high`)
    }
    await opened.close()
  }
  expect(problems).toEqual([])
}, 120_000)

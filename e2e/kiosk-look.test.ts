import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { launchBrowser, launchBrowserWithLargeFont } from './browser.ts'
import { faultsOf } from './kiosk-faults.ts'
import { askForCode, openKiosk } from './kiosk-scene.ts'
import { visitEveryScreen } from './kiosk-screens.ts'
import { lonelyWords } from './lonely-words.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
/** The counter's own screen first: axe, which looks at colours and names, looks there alone. */
const SIZES = [
  { width: 1080, height: 1920 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
  // The lowest for its width that a desk has.
  { width: 1280, height: 720 },
]

const TEXTS = 'h1, .lead, .todo, .note, .hint, .slip p:not(.code)'

/** What is wrong once the screen has fitted itself to its new size, which takes a busy machine a while. */
async function lastingFaults(page: Page): Promise<string[]> {
  let faults = await faultsOf(page)
  for (let tries = 0; faults.length > 0 && tries < 20; tries++) {
    await sleep(100)
    faults = await faultsOf(page)
  }
  return faults
}

/** Chromium's own word for an answer by which the scene leads to a screen; no program wrote it. */
function isOfAnAnswer(complaint: string): boolean {
  return /^Failed to load resource: the server responded with a status of (400|404|503) /.test(complaint)
}

test(
  'every screen, at every size, is free of axe violations, in reach of a thumb, whole, and pictured, and nothing ever lies on the code',
  { timeout: 180_000 },
  async () => {
    await mkdir(SCREENS, { recursive: true })
    const browser = await launchBrowser()
    const scene = await openKiosk(browser, { reducedMotion: 'reduce' })
    const { page } = scene
    await page.clock.install()
    const problems: string[] = []
    await visitEveryScreen(scene, async (name) => {
      const complaints = scene.complaints.splice(0).filter((text) => !isOfAnAnswer(text))
      problems.push(...[...complaints, ...(await violations(page))].map((problem) => `${name}: ${problem}`))
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await page.screenshot({ path: `${SCREENS}kiosk-${name}-${size.width}.jpg` })
        const faults = [...(await lastingFaults(page)), ...(await lonelyWords(page.locator(TEXTS)))]
        problems.push(...faults.map((problem) => `${name}, ${size.width}: ${problem}`))
      }
      await page.setViewportSize(SIZES[0]!)
    })
    await scene.close()
    await browser.close()
    expect(problems).toEqual([])
  },
)

test('the way in stays where it is while the connection comes and goes', async () => {
  const browser = await launchBrowser()
  const scene = await openKiosk(browser, { reducedMotion: 'reduce' })
  const { page, context } = scene
  await askForCode(page)
  const places = async (): Promise<unknown[]> => {
    const found: unknown[] = []
    for (const size of SIZES) {
      await page.setViewportSize(size)
      found.push(
        await page.locator('h1, .qr, .code').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top)),
      )
    }
    return found
  }
  const before = await places()
  await context.setOffline(true)
  await page.locator('.hint', { hasText: 'No answer just now' }).waitFor()
  expect(await places()).toEqual(before)
  await scene.close()
  await browser.close()
})

test('where the browser’s font is twice as large, so is a phone’s, and nothing sticks out', async () => {
  const browser = await launchBrowserWithLargeFont()
  const scene = await openKiosk(browser, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const { page } = scene
  await askForCode(page)
  const { size, sideways } = await page.evaluate(() => ({
    size: getComputedStyle(document.documentElement).fontSize,
    sideways: document.documentElement.scrollWidth - window.innerWidth,
  }))
  expect(size).toBe('30px')
  expect(sideways).toBe(0)
  await scene.close()
  await browser.close()
})

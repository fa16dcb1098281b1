import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { focusProblems } from './focus-sign.ts'
import { lonelyWords } from './lonely-words.ts'
import { hasFocus, misplaced, qrHeight } from './tv-layout.ts'
import { arriveAt, openTv, press } from './tv-scene.ts'
import { visitEveryScreen } from './tv-screens.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
/** Where every screen is looked at, the smallest last: there it is pictured, too. */
const HD = { width: 1280, height: 720 }
const TELEVISIONS = [{ width: 3840, height: 2160 }, { width: 1920, height: 1080 }, HD]
/** Where the fullest screen is looked at as well: these are no televisions. */
const OTHERS = [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
]
const TEXTS = 'h1:not(.long), .lead, .hint, .elsewhere, .steps li, .session-news'
/** The least height of the QR symbol, as a part of the screen's. */
const MIN_QR = 0.45
/** The lightest colour of the ground: whatever can be read there can be read everywhere. axe cannot judge text on a gradient. */
const LIGHTEST_GROUND = '#1f464f'

/**
 * Gives the ground one colour, or its own look again. By the object model: the page's policy allows no style of others. It runs in the
 * page.
 */
function paintGround(colour: string): void {
  document.documentElement.style.setProperty('background', colour, 'important')
}

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test(
  'every screen is free of axe violations, inside the safe area, focused and pictured, and its code is as large as there is room',
  { timeout: 180_000 },
  async () => {
    const scene = await openTv(browser, { viewport: HD })
    const { page } = scene
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const problems: string[] = []
    await visitEveryScreen(scene, async (name) => {
      for (const size of [...(name === 'code' ? OTHERS : []), ...TELEVISIONS]) {
        await page.setViewportSize(size)
        if (name === 'code' || size === HD) await page.screenshot({ path: `${SCREENS}tv-${name}-${size.width}.jpg` })
        const found = [...(await misplaced(page)), ...(await lonelyWords(page.locator(TEXTS)))]
        const isWide = size.width * 9 >= size.height * 16
        if (name === 'code' && isWide && (await qrHeight(page)) < MIN_QR)
          found.push(`the QR code is ${await qrHeight(page)}`)
        problems.push(...found.map((problem) => `${name}, ${size.width}: ${problem}`))
      }
      if (!(await hasFocus(page))) problems.push(`${name}: no button has the focus`)
      await page.evaluate(paintGround, LIGHTEST_GROUND)
      const found = await violations(page)
      // All others have the button of `idle`.
      if (['idle', 'code'].includes(name)) found.push(...(await focusProblems(page)))
      await page.evaluate(paintGround, '')
      problems.push(...found.map((problem) => `${name}: ${problem}`))
    })
    await scene.close()
    expect(problems).toEqual([])
  },
)

/** How bright the ground is that an element stands on, from 0 to 1. It runs in the page. */
function brightness(element: Element): number {
  const parts = getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []
  const [red = 0, green = 0, blue = 0, opacity = 1] = parts.map(Number)
  return (opacity * (red + green + blue)) / (3 * 255)
}

/** Twice the size for all text, and for nothing else. It runs in the page. */
function enlargeText(): void {
  const all = Array.from(document.querySelectorAll<HTMLElement>('#root *'))
  const sizes = all.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  for (const [index, element] of all.entries()) element.style.fontSize = `${2 * (sizes[index] ?? 0)}px`
}

test('the code is louder than any button; the focus is seen in forced colours, and enlarged text is cut nowhere', async () => {
  const { page, close } = await openTv(browser)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  expect(await focusProblems(page), 'forced colours take backgrounds and shadows away').toEqual([])
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' })
  await press(page, 'Enter')
  await arriveAt(page, 'code')
  const ofCode = await page.locator('.code-group').first().evaluate(brightness)
  const ofButton = await page.locator('button:focus').evaluate(brightness)
  expect(ofCode).toBeGreaterThan(4 * ofButton)
  await page.evaluate(enlargeText)
  const cut = await page.evaluate(() =>
    Array.from(document.querySelectorAll('h1, p:not(.unseen), button'))
      .filter((element) => getComputedStyle(element).overflowY !== 'visible')
      .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
      .map(({ tagName }) => tagName),
  )
  expect(cut).toEqual([])
  const buttons = await page
    .locator('button')
    .evaluateAll((all) => all.map((button) => button.getBoundingClientRect().top))
  const hint = await page.locator('.hint').evaluate((element) => element.getBoundingClientRect().bottom)
  expect(Math.min(...buttons)).toBeGreaterThan(hint)
  await close()
})

test(
  'on a phone, or in a narrow window, every screen is one column, and large enough to read',
  { timeout: 120_000 },
  async () => {
    const phones = [
      { width: 390, height: 844 },
      { width: 600, height: 900 },
      { width: 800, height: 1000 },
    ]
    const scene = await openTv(browser, { viewport: phones[0]! })
    const { page } = scene
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const problems: string[] = []
    await visitEveryScreen(scene, async (name) => {
      for (const size of phones) {
        await page.setViewportSize(size)
        await page.screenshot({ path: `${SCREENS}tv-${name}-${size.width}.jpg`, fullPage: true })
        const found = await page.evaluate(() => {
          const { clientWidth } = document.documentElement
          const all = Array.from(document.querySelectorAll('.screen *:not(.unseen)'))
          const wide = all.filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
          const texts = all.filter(({ childNodes }) => Array.from(childNodes).some((node) => node.nodeType === 3))
          const buttons = document.querySelector('.actions')?.getBoundingClientRect().top ?? Infinity
          const covered = all.filter((one) => one.matches('.order') && one.getBoundingClientRect().bottom > buttons)
          const small = texts.filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 11)
          return [
            ...covered.map(() => 'an order is below the buttons'),
            ...wide.map((one) => `${one.tagName} sticks out`),
            ...small.map((one) => `small: ${one.textContent}`),
          ]
        })
        problems.push(...found.map((problem) => `${name}, ${size.width}: ${problem}`))
      }
      await page.setViewportSize(phones[0]!)
    })
    await scene.close()
    expect(problems).toEqual([])
  },
)

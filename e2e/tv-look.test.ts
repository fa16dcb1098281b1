import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { focusProblems } from './focus-sign.ts'
import { hasFocus, misplaced, qrHeight } from './tv-layout.ts'
import { arriveAt, openTv, press } from './tv-scene.ts'
import { visitEveryScreen, visitTheCode } from './tv-screens.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
/** The least height of the QR symbol, as a part of the screen's. */
const MIN_QR = 0.3
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

async function look(viewport: { width: number; height: number }, visit = visitEveryScreen): Promise<string[]> {
  const scene = await openTv(browser, { viewport })
  const { page } = scene
  const problems: string[] = []
  const isWide = viewport.width * 9 >= viewport.height * 16
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await visit(scene, async (name) => {
    await page.waitForTimeout(200)
    await page.screenshot({ path: `${SCREENS}tv-${name}-${viewport.height}.png` })
    const found = await misplaced(page)
    if (!(await hasFocus(page))) found.push('no button has the focus')
    if (name === 'code' && isWide && (await qrHeight(page)) < MIN_QR)
      found.push(`the QR code is ${await qrHeight(page)}`)
    await page.evaluate(paintGround, LIGHTEST_GROUND)
    found.push(...(await violations(page)), ...(await focusProblems(page)))
    await page.evaluate(paintGround, '')
    problems.push(...found.map((problem) => `${name}: ${problem}`))
  })
  await scene.close()
  return problems
}

test.each([
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
])(
  'on $width × $height, every screen is free of axe violations, inside the safe area, focused, and pictured',
  { timeout: 180_000 },
  async (viewport) => expect(await look(viewport)).toEqual([]),
)

test('in forced colours, which take backgrounds and shadows away, the focus can be seen', async () => {
  const { page, close } = await openTv(browser)
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  expect(await focusProblems(page)).toEqual([])
  await close()
})

/** Twice the size for all text, and for nothing else. It runs in the page. */
function enlargeText(): void {
  const all = Array.from(document.querySelectorAll<HTMLElement>('#root *'))
  const sizes = all.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  for (const [index, element] of all.entries()) element.style.fontSize = `${2 * (sizes[index] ?? 0)}px`
}

test('text that is enlarged to 200 % is cut nowhere, and the buttons can be reached', async () => {
  const { page, close } = await openTv(browser)
  await press(page, 'Enter')
  await arriveAt(page, 'code')
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

test.each([
  { width: 3840, height: 2160 },
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
])('on $width × $height, the code is as large as there is room, and whole', async (viewport) =>
  expect(await look(viewport, visitTheCode)).toEqual([]),
)

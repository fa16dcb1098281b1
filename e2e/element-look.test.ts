import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openElement, type ElementScene } from './element-scene.ts'
import { lonelyWords } from './lonely-words.ts'
import { decideOnPhone } from './phone.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
const LOOKS = [
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 3840, height: 2160, colorScheme: 'light' },
] as const
const TEXTS = '.title, .lead, .caption, .news'
const LONG = { user_code: 'X7Kd'.repeat(6), verification_uri: 'https://login.example.museum/common/oauth2/deviceauth' }

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Names what is wider than the card, or stands in the room that the card leaves at its edges. */
function misplaced({ login }: ElementScene): Promise<string[]> {
  return login.locator('.card').evaluate((card) => {
    const { right, left } = card.getBoundingClientRect()
    const edge = Number.parseFloat(getComputedStyle(card).paddingLeft)
    const outside = Array.from(card.querySelectorAll('*:not(.unseen)')).filter((one) => {
      const box = one.getBoundingClientRect()
      const room = one.firstElementChild ? 0 : edge
      return box.width > 0 && (box.right > right - room + 1 || box.left < left + room - 1)
    })
    return outside.map((one) => `outside: ${one.getAttribute('class')} ${one.textContent}`)
  })
}

/** Leads to every screen, and stops at each. */
async function visitEveryScreen(scene: ElementScene, stopAt: (name: string) => Promise<void>): Promise<void> {
  const { context, server, arriveAt, press, readCode } = scene
  const answer = (with_: Record<string, unknown>): Promise<unknown> =>
    context.route('**/device/auth', async (route: Route) => {
      const response = await route.fetch()
      const members = (await response.json()) as Record<string, unknown>
      await route.fulfill({ response, json: { ...members, ...with_ } })
    })
  const answerAsIs = (): Promise<void> => context.unroute('**/device/auth')
  await stopAt('welcome')

  await context.route('**/device/auth', () => {})
  await press('Enter')
  await arriveAt('requesting')
  await stopAt('requesting')
  await press('Escape')
  await answerAsIs()

  await answer({ ...LONG, verification_uri_complete: undefined })
  await press('Enter')
  await arriveAt('code')
  await stopAt('code-long')
  await press('Escape')
  await answerAsIs()

  await context.route('**/device/auth', (route) =>
    route.fulfill({ status: 400, json: { error: 'unauthorized_client' } }),
  )
  await press('Enter')
  await arriveAt('ending')
  await stopAt('broken')
  await press('Escape')
  await answerAsIs()

  await press('Enter')
  const code = await readCode()
  await stopAt('code')
  await decideOnPhone(browser, server, code, 'Deny')
  await arriveAt('ending')
  await stopAt('denied')

  await press('Enter')
  await decideOnPhone(browser, server, await readCode(), 'Allow')
  await arriveAt('signed-in')
  await stopAt('signed-in')
  await press('ArrowDown')
  await press('Enter')
  await arriveAt('signed-out')
  await stopAt('signed-out')
}

test(
  'every screen is free of axe violations in light and dark, inside its column, and pictured from a phone to a television',
  { timeout: 120_000 },
  async () => {
    const scene = await openElement(browser, { attributes: 'autofocus' })
    const { page } = scene
    const problems: string[] = []
    await visitEveryScreen(scene, async (name) => {
      for (const { width, height, colorScheme } of LOOKS) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height })
        await page.screenshot({ path: `${SCREENS}element-${name}-${width}.jpg` })
        const found = [...(await misplaced(scene)), ...(await lonelyWords(scene.login.locator(TEXTS)))]
        if (width <= 2000) found.push(...(await violations(page)))
        if (width < 500) {
          await page.evaluate((size) => (document.documentElement.style.fontSize = size), '200%')
          found.push(...(await misplaced(scene)).map((problem) => `with text twice as large: ${problem}`))
          await page.evaluate((size) => (document.documentElement.style.fontSize = size), '')
        }
        problems.push(...found.map((problem) => `${name}, ${width}: ${problem}`))
      }
    })
    await scene.close()
    expect([...problems, ...scene.complaints]).toEqual([])
  },
)

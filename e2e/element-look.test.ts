import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openElement, type ElementScene } from './element-scene.ts'
import { decideOnPhone } from './phone.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
const LOOKS = [
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 3840, height: 2160, colorScheme: 'light' },
] as const
const LONG = { user_code: 'X7Kd'.repeat(6), verification_uri: 'https://login.example.museum/common/oauth2/deviceauth' }

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Names what inside the element is wider than it, or cut off. */
function misplaced({ login }: ElementScene): Promise<string[]> {
  return login.evaluate((element) => {
    const { right, left } = element.getBoundingClientRect()
    const all = Array.from(element.shadowRoot?.querySelectorAll('.card *:not(.unseen)') ?? [])
    const outside = all.filter((one) => {
      const box = one.getBoundingClientRect()
      return box.width > 0 && (box.right > right + 1 || box.left < left - 1)
    })
    return outside.map(({ className, textContent }) => `outside: ${className} ${textContent}`)
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
        await page.screenshot({ path: `${SCREENS}element-${name}-${width}.png` })
        const found = [...(await misplaced(scene)), ...(width > 2000 ? [] : await violations(page))]
        problems.push(...found.map((problem) => `${name}, ${width}: ${problem}`))
      }
    })
    await scene.close()
    expect([...problems, ...scene.complaints]).toEqual([])
  },
)

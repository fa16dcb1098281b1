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

/** How the texts of an element stand: each line of its address, and of its code. */
function lines({ login }: ElementScene, part: 'address' | 'code-groups'): Promise<string[]> {
  return login.locator(`.${part}`).evaluate((element) => {
    const found = new Map<number, string>()
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      for (const [index, character] of Array.from(node.textContent ?? '').entries()) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + 1)
        const { bottom } = range.getBoundingClientRect()
        found.set(Math.round(bottom), (found.get(Math.round(bottom)) ?? '') + character)
      }
    }
    return [...found.values()]
  })
}

/** Has the server say this beside its code. */
async function answerWith({ context }: ElementScene, members: Record<string, unknown>): Promise<void> {
  await context.route('**/device/auth', async (route: Route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...((await response.json()) as object), ...members } })
  })
}

test('at any width the code stands in one line, and an address that does not ends each at a dot or a slash', async () => {
  const scene = await openElement(browser, { attributes: 'autofocus' })
  const { page } = scene
  const wrong: string[] = []
  for (const host of ['www.google.com', 'device.sso.eu-central-1.amazonaws.com', 'login.microsoftonline.com/common']) {
    await answerWith(scene, { verification_uri: `https://${host}/device` })
    await scene.press('Enter')
    await scene.arriveAt('code')
    for (const width of [320, 340, 390, 544, 584, 600, 620, 700, 820, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const code = await lines(scene, 'code-groups')
      if (code.length > 1) wrong.push(`${width}: ${code.join(' | ')}`)
      const address = await lines(scene, 'address')
      if (address.slice(0, -1).some((line) => !/[./]$/.test(line))) wrong.push(`${width}: ${address.join(' | ')}`)
      if (host === 'www.google.com' && address.length > 1) wrong.push(`${width}: ${address.join(' | ')}`)
    }
    await scene.press('Escape')
  }
  await scene.close()
  expect(wrong).toEqual([])
})

test('with text twice as large, a small phone shows the groups of the code whole, and the QR code inside the card', async () => {
  const scene = await openElement(browser, { attributes: 'autofocus' })
  const { page } = scene
  await scene.press('Enter')
  const code = await scene.readCode()
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 640 })
    expect(await misplaced(scene)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    const groups = (await lines(scene, 'code-groups')).map((line) => line.replaceAll(/\W/g, ''))
    expect(groups.every((line) => code.split('-').includes(line) || line === code.replace('-', ''))).toBe(true)
  }
  await scene.close()
})

test('the buttons stay where they are while the connection comes and goes, and after "I have signed in"', async () => {
  const scene = await openElement(browser, { attributes: 'autofocus' })
  const { page, context, login } = scene
  await scene.press('Enter')
  await scene.arriveAt('code')
  const places = async (): Promise<number[]> => {
    const found: number[] = []
    for (const width of [320, 390, 600, 820, 1440]) {
      await page.setViewportSize({ width, height: 1200 })
      found.push(await login.locator('.bottom').evaluate((one) => one.getBoundingClientRect().top + window.scrollY))
    }
    return found
  }
  const news = (text: string): Promise<void> => login.locator('.news', { hasText: text }).waitFor()
  const before = await places()
  await scene.press('Enter')
  await news('Not yet')
  expect(await places()).toEqual(before)
  await context.route('**/token', (route) => route.abort())
  await news('unsteady')
  expect(await places()).toEqual(before)
  await scene.close()
})

test('in a page that runs from the right, its own texts run as English does and say so, those of the page as they do there', async () => {
  const scene = await openElement(browser)
  const { page, login } = scene
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  /** Which side of the text's first character its last one stands on. */
  const side = (): Promise<string> =>
    login.locator('.lead').evaluate((lead) => {
      const text = lead.firstChild as Text
      const [first, last] = [0, text.length - 1].map((index) => {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        return range.getBoundingClientRect()
      })
      return `${last!.left < first!.left ? 'left' : 'right'} in ${lead.closest('[lang]')?.getAttribute('lang')}`
    })
  const say = (welcomeText: string): Promise<void> =>
    login.evaluate((element, words) => void Object.assign(element, { words }), { welcomeText })
  await page.evaluate(() => (document.documentElement.style.fontSize = '50%'))
  expect(await side()).toBe('right in en')
  await say('קחו את הטלפון.')
  expect(await side()).toBe('left in undefined')
  await scene.close()
})

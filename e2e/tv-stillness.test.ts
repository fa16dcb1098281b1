import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openTv, press, readCode } from './tv-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

interface Changes {
  /** When the countdown changed, ms. */
  countdown: number[]
  /** What a screen reader may have read aloud. */
  spoken: string[]
  /** What else changed, by the class of its element. */
  elsewhere: string[]
}

/** Records each change of the document from now on, until the returned function is called. */
async function observe(page: Page): Promise<() => Promise<Changes>> {
  const changes = await page.evaluateHandle(() => {
    const seen: Changes = { countdown: [], spoken: [], elsewhere: [] }
    const speaks = '[aria-live]:not([aria-live=off]), [role=alert], [role=status], [role=log], [role=timer], output'
    const observer = new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(speaks)
        if (region) seen.spoken.push(region.textContent ?? '')
        if (element?.closest('.countdown')) seen.countdown.push(performance.now())
        else seen.elsewhere.push(element?.className ?? target.nodeName)
      }
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    return seen
  })
  return () => changes.jsonValue()
}

test('while the code is shown, nothing on the screen changes but the countdown, once a second and unspoken', async () => {
  const { page, server, close } = await openTv(browser)
  await press(page, 'Enter')
  await readCode(page)
  let polls = 0
  page.on('response', (response) => void (response.url() === `${server.issuer}/token` && polls++))
  const stop = await observe(page)
  await expect.poll(() => polls, { timeout: 20_000 }).toBeGreaterThan(4)
  const { countdown, spoken, elsewhere } = await stop()
  await close()
  expect(spoken).toEqual([])
  expect(elsewhere).toEqual([])
  expect(countdown.length).toBeGreaterThan(3)
  // A tick that is late is followed by one that is on time.
  const gaps = countdown.slice(1).map((at, index) => at - (countdown[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(700)
  const lasted = (countdown.at(-1) ?? 0) - (countdown[0] ?? 0)
  expect(countdown.length).toBeLessThanOrEqual(Math.ceil(lasted / 1000) + 1)
})

test('a screen reader is told of a change, and not of each second', async () => {
  const { page, close } = await openTv(browser)
  const status = page.locator('.unseen[role=status]')
  expect(await status.innerText()).toBe('')
  await press(page, 'Enter')
  const code = await readCode(page)
  const spelled = [...code.replace('-', ',')].join(' ').replace(' ,', ',')
  expect(await status.innerText()).toContain(`enter the code ${spelled}.`)
  expect(await page.locator('.code').textContent()).toContain(spelled)
  expect(await page.locator('[aria-live]:not([role=status])').count()).toBe(0)
  await close()
})

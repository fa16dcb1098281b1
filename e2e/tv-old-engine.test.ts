import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { chromium63 } from './old-engine.ts'
import { arriveAt, openTv, press, signIn } from './tv-scene.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Leaves AbortController as it was from Chromium 66 to 97. */
function withoutAbortReasons(): void {
  for (const name of ['reason', 'throwIfAborted']) Reflect.deleteProperty(AbortSignal.prototype, name)
  for (const name of ['abort', 'timeout', 'any']) Reflect.deleteProperty(AbortSignal, name)
}

test.each([
  ['that lacks what came after Chromium 63', chromium63],
  ['whose signals have no reason, as before Chromium 98', withoutAbortReasons],
])(
  'in an engine %s, a person cancels, signs in, still is after a reload, and signs out as in any other',
  async (_name, initScript) => {
    const scene = await openTv(browser, { initScript })
    const { page } = scene
    await press(page, 'Enter')
    await arriveAt(page, 'code')
    await press(page, 'Escape')
    await arriveAt(page, 'idle')
    await signIn(scene)
    await page.locator('.updated', { hasText: 'Updated just now' }).waitFor()
    await page.reload()
    await page.locator('.updated', { hasText: 'Updated just now' }).waitFor()
    await press(page, 'ArrowRight', 'Enter')
    await arriveAt(page, 'signed-out')
    await scene.close()
    expect(scene.complaints).toEqual([])
  },
)

import type { DeviceLoginElement } from '@device-flow/element'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openElement, type ElementScene } from './element-scene.ts'
import { chromium63 } from './old-engine.ts'
import { decideOnPhone } from './phone.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** What has the focus, inside the element. */
function focused({ login }: ElementScene): Promise<string | undefined> {
  return login.evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.textContent ?? undefined)
}

/** What the API answers to the element's own fetch. */
function fetchOrders({ login, server }: ElementScene): Promise<number> {
  return login.evaluate(async (element: DeviceLoginElement, url) => {
    const response = await element.fetch(url)
    return response.status
  }, `${server.apiUrl}/orders`)
}

test.concurrent.each([
  ['a page of ten lines, without a bundler or an import map', { file: 'device-login.js' }],
  ['an engine that lacks what came after Chromium 63', { file: 'device-login.tv.js', initScript: chromium63 }],
] as const)(
  'in %s, a person signs in by the keys alone, still is after a reload, calls the API, and signs out',
  async (_where, how) => {
    const scene = await openElement(browser, { ...how, attributes: 'remember autofocus' })
    const { page, login, server, arriveAt, press, readCode } = scene
    // Once it is known that nobody is signed in.
    await expect.poll(() => focused(scene)).toBe('Sign in')
    await press('Enter')
    await arriveAt('code')
    expect(await focused(scene)).toBe('I have signed in')
    await press('Escape')
    await arriveAt('welcome')
    await press('Enter')
    await decideOnPhone(browser, server, await readCode(), 'Allow')
    await arriveAt('signed-in')
    expect(await focused(scene)).toBe('Hello, Grace Hopper')
    expect(await fetchOrders(scene)).toBe(200)
    await page.reload()
    await arriveAt('signed-in')
    expect(await page.getByText('This is for people who are signed in.').isVisible()).toBe(true)
    expect(await fetchOrders(scene)).toBe(200)
    // The heading has the focus, so that no press signs out by mistake.
    await press('ArrowDown')
    expect(await focused(scene)).toBe('Sign out')
    await press('Enter')
    await arriveAt('signed-out')
    expect(await page.getByText('This is for people who are signed in.').isVisible()).toBe(false)
    expect(await login.evaluate(({ view }: DeviceLoginElement) => view.status)).toBe('idle')
    await scene.close()
    expect(scene.complaints).toEqual([])
  },
)

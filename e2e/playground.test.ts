import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openPlayground, servePlaygroundSite, shownCode, untilScreen } from './playground-page.ts'
import type { StaticSite } from './static-site.ts'

// From a plain file server, deep in a host, under a strict policy, and with the network off: whatever it asks elsewhere is trouble.

let browser: Browser
let site: StaticSite
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), servePlaygroundSite()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

test('a newcomer signs in by what the page says, with the network off', async () => {
  const { page, trouble, close } = await openPlayground(browser, site)
  const chart = page.frameLocator('.chart iframe')
  const guide = page.locator('.guide-now')
  await guide.getByText('Press “Sign in” on the device.').waitFor()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await guide.getByText('Now take the phone: enter the code there.').waitFor()
  await chart.locator('.state-live[data-state="awaitingUser.waiting"]').waitFor()
  const phone = page.getByRole('region', { name: 'The person' })
  await phone.getByLabel('Code on the device').fill(await shownCode(page))
  await phone.getByRole('button', { name: 'Next' }).click()
  await phone.getByRole('button', { name: 'Allow', exact: true }).click()
  await page.getByRole('button', { name: '×10', exact: true }).click()
  await untilScreen(page, 'signed in')
  await guide.getByText('The person is signed in on the device.').waitFor()
  await chart.locator('.state-live[data-state^="authorized"]').waitFor()
  await page.getByRole('button', { name: 'Show my orders' }).click()
  await page.locator('.orders li').first().waitFor()
  await page.getByRole('link', { name: 'Device login for native TV apps' }).click()
  await page.getByRole('heading', { level: 1, name: /native TV/ }).waitFor()
  await page.goBack()
  await untilScreen(page, 'welcome')
  expect(trouble).toEqual([])
  await close()
})

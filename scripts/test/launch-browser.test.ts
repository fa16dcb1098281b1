import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { launchOptions } from '../launch-browser.mjs'

test('a browser of a test has all turned off that Playwright turns off', async () => {
  const server = await chromium.launchServer(launchOptions())
  const switches = server.process().spawnargs.filter((arg) => arg.startsWith('--disable-features='))
  await server.close()
  const [byPlaywright, ours] = switches.map((arg) => arg.slice('--disable-features='.length).split(','))
  expect(switches).toHaveLength(2)
  expect(ours).toEqual(expect.arrayContaining(byPlaywright!))
})

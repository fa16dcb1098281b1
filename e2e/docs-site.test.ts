import { join } from 'node:path'
import { serveApp, type ServedApp } from '@device-flow/auth-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFirst } from '../scripts/build-first.mjs'
import { launchBrowser } from './browser.ts'
import { root } from './snippets.ts'
import { violations } from './violations.ts'

await buildFirst('@device-flow/docs')

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 780 }

let browser: Browser
let site: ServedApp
beforeAll(async () => {
  browser = await launchBrowser()
  const noServer = { issuer: '', clientId: '', apiUrl: '' }
  site = await serveApp({ dist: join(root, 'docs/.vitepress/dist'), config: noServer })
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

/** Opens a page of the site as someone who has never been there, and notes what its browser complains about and asks of others. */
async function open(path: string, look: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: DESK, ...look })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.url)) complaints.push(request.url())
  })
  await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' })
  return { page, complaints }
}

const pages = ['index.html', 'guide.html', 'react.html', 'chart.html', 'on-a-television.html', 'errors.html']

// Loaded in one colour scheme and turned to the other, as a computer does at dusk. A phone has the colours of a desk.
test.each([
  ...pages.map((path) => ({ path, screen: 'desk', viewport: DESK, schemes: ['light', 'dark'] as const })),
  ...pages.map((path) => ({ path, screen: 'phone', viewport: PHONE, schemes: ['dark'] as const })),
])('$path is for everyone, in any colours on a $screen', async ({ path, viewport, schemes }) => {
  const { page, complaints } = await open(path, { colorScheme: schemes[0], viewport })
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor()
    expect(await violations(page), `in ${colorScheme} colours`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, 'the page itself scrolls sideways').toBeLessThanOrEqual(0)
  }
  expect(complaints).toEqual([])
  await page.context().close()
})

test('who chooses Vue once reads Vue everywhere, also after a reload, and stays where they are', async () => {
  const { page } = await open('show-the-code.html')
  const groups = page.locator('.vp-code-group').filter({ has: page.getByText('React', { exact: true }) })
  const shown = (): Promise<string[]> => groups.locator('input:checked + label').allInnerTexts()
  const languages = (): Promise<string[]> => groups.locator('.active .lang').allInnerTexts()
  const count = await groups.count()
  expect(count).toBeGreaterThan(2)
  const inEach = (word: string): string[] => Array.from({ length: count }, () => word)
  expect(await shown()).toEqual(inEach('React'))

  const last = groups.last().getByText('Vue', { exact: true })
  await last.scrollIntoViewIfNeeded()
  const before = (await last.boundingBox())?.y ?? 0
  await last.click()
  expect(await shown()).toEqual(inEach('Vue'))
  expect(await languages()).toEqual(inEach('vue'))
  expect(Math.abs(((await last.boundingBox())?.y ?? 0) - before)).toBeLessThan(2)

  // What is chosen where there is no choice of a framework does not undo that.
  await page.goto(`${site.url}guide.html`, { waitUntil: 'networkidle' })
  await page.locator('.vp-code-group').getByText('Auth0', { exact: true }).first().click()
  await page.reload({ waitUntil: 'networkidle' })
  expect(await page.locator('.vp-code-group').first().locator('input:checked + label').innerText()).toBe('Auth0')
  await page.goto(`${site.url}show-the-code.html`, { waitUntil: 'networkidle' })
  expect(await languages()).toEqual(inEach('vue'))
  // Most steps have nothing to say for Node: they go on showing what they showed.
  const withNode = groups.filter({ has: page.getByText('Node', { exact: true }) })
  const nodeCount = await withNode.count()
  expect(nodeCount).toBeGreaterThan(0)
  expect(nodeCount).toBeLessThan(count)
  await withNode.first().getByText('Node', { exact: true }).click()
  const tabs = await shown()
  expect(tabs.filter((tab) => tab === 'Node')).toHaveLength(nodeCount)
  expect(tabs.filter((tab) => tab === 'Vue')).toHaveLength(count - nodeCount)
  await page.context().close()
})

test('the search finds a word of the guide without asking another host', async () => {
  const { page, complaints } = await open('index.html')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill('HTTPS_PROXY')
  const result = page.locator('#localsearch-list').getByRole('option').first()
  await result.click()
  await page.waitForURL('**/troubleshooting.html*')
  expect(complaints).toEqual([])
  await page.context().close()
})

test('the search leads to where a word is explained', async () => {
  const { page } = await open('index.html')
  await page.getByRole('button', { name: 'Search' }).click()
  const links = page.locator('#localsearch-list').getByRole('option').locator('a')
  const firstFive = () => links.evaluateAll((all) => all.slice(0, 5).map((link) => link.getAttribute('href')))
  for (const [words, address] of [
    ['logout', 'call-an-api.html'],
    ['keychain', 'where-tokens-live.html'],
    ['token storage', 'where-tokens-live.html'],
    ['svelte', 'svelte.html'],
    ['persist', 'stay-signed-in.html'],
    ['refresh', 'stay-signed-in.html'],
  ] as const) {
    await page.getByRole('searchbox').fill(words)
    await expect.poll(firstFive, { message: words }).toContainEqual(expect.stringContaining(`/${address}`))
  }
  await page.context().close()
})

test('the search finds a function by its name first, and a plain word where it is explained', async () => {
  const { page } = await open('index.html')
  await page.getByRole('button', { name: 'Search' }).click()
  const first = page.locator('#localsearch-list').getByRole('option').first().locator('a')
  await page.getByRole('searchbox').fill('createOAuthServices')
  await expect.poll(() => first.getAttribute('href')).toMatch(/\/api\/oauth\.html#createoauthservices$/)
  await page.getByRole('searchbox').fill('refresh')
  await expect.poll(() => first.getAttribute('href')).not.toContain('/api/')
  await page.context().close()
})

import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openPlayground, servePlaygroundSite, untilScreen } from './playground-page.ts'
import { openSite, throwTrouble, type SitePage, type StaticSite } from './static-site.ts'
import { isLit, openTranscript } from './viewer-scene.ts'

// What somebody hands to somebody else, opened in a browser that has never seen the page, and that reaches nothing but the page's files.

let browser: Browser
let site: StaticSite
const opened: SitePage[] = []
beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), servePlaygroundSite()])
})
afterEach(async () => {
  const trouble = opened.flatMap((one) => one.trouble)
  await Promise.all(opened.splice(0).map((one) => one.close()))
  throwTrouble({ trouble })
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function open(address = ''): Promise<Page> {
  const one = await openPlayground(browser, site, address, { permissions: ['clipboard-read', 'clipboard-write'] })
  opened.push(one)
  return one.page
}

/** Opens the viewer beside the page, in another browser. */
async function openViewer(address = 'viewer/index.html'): Promise<Page> {
  const one = await openSite(browser, site, address)
  opened.push(one)
  return one.page
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

test('settings copied as a link fill in the form of whoever opens it, and do nothing before somebody says so', async () => {
  const page = await open()
  await press(page, 'Change')
  await page.getByLabel('Client ID', { exact: true }).fill('tv-app')
  await page.getByLabel('Scope', { exact: true }).fill('openid')
  await press(page, 'Use these settings')
  await page.getByText('A link to these settings').click()
  await press(page, 'Copy link')
  await page.getByText('Copied. Whoever opens it').waitFor()
  const link = await copied(page)
  const other = await open(link)
  await other.getByText('A link has filled in the form below.').waitFor()
  expect(await other.getByLabel('Client ID', { exact: true }).inputValue()).toBe('tv-app')
  expect(await other.locator('.where-title').innerText()).toBe('playground at the server in this page')
  await press(other, 'Use these settings')
  await other.getByText('tv-app at the server in this page').waitFor()
  expect(new URL(other.url()).hash).toBe('')
  await press(other, 'Sign in')
  await untilScreen(other, 'code')
  await press(other, 'Allow all')
  await press(other, 'To the next poll')
  await untilScreen(other, 'signed in')
})

test('a link to another server sends it nothing, not even after the page has stood for a while', async () => {
  const page = await open('#server=issuer&issuer=https://id.example.com&client_id=tv')
  await page.getByText('Nothing was sent.').waitFor()
  await page.waitForTimeout(500)
  await press(page, 'Discard the link')
  expect(new URL(page.url()).hash).toBe('')
})

describe('a hostile link is refused in words', () => {
  test.each([
    [
      'a script for an issuer',
      'server=issuer&issuer=javascript:alert(1)&client_id=tv',
      'Issuer: This must be an https address',
    ],
    [
      'an issuer without encryption',
      'server=issuer&issuer=http://id.example.com&client_id=tv',
      'Issuer: This must be an https address',
    ],
    ['a secret', 'server=scripted&client_id=tv&client_secret=hunter2hunter2', 'It has a client secret in it.'],
    [
      'a secret as a parameter',
      'server=scripted&client_id=tv&parameter.client_secret=hunter2hunter2',
      'No secret goes here',
    ],
    ['text that nobody sees', 'server=scripted&client_id=tv%E2%80%AEpp', 'This has characters in it that nobody sees.'],
    ['a server that there is not', 'server=mine', 'The server is one of'],
    ['a book', `server=scripted&client_id=${'x'.repeat(9000)}`, 'It is far too long.'],
  ])('with %s', async (_what, fragment, words) => {
    const page = await open(`#${fragment}`)
    const alert = page.getByRole('alert')
    await alert.getByText('The settings in the link were not taken.').waitFor()
    expect(await alert.innerText()).toContain(words)
    expect(await alert.innerText()).not.toContain('hunter2')
    expect(new URL(page.url()).hash).toBe('')
    expect(await page.locator('.where-title').innerText()).toBe('playground at the server in this page')
    await press(page, 'Close')
    await press(page, 'Sign in')
    await untilScreen(page, 'code')
  })
})

test('the recording of a denied login is opened elsewhere, from a file and from a link', async () => {
  const page = await open()
  await press(page, 'Sign in')
  await untilScreen(page, 'code')
  await page.getByRole('button', { name: 'Deny all', exact: true }).click()
  await press(page, 'To the next poll')
  await untilScreen(page, 'problem')
  await press(page, 'Open: Recording')
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save the recording')])
  await press(page, 'Copy a link to the recording')
  await page.getByText('The link is copied.').waitFor()
  const link = await copied(page)
  const transcript = await readFile(await download.path(), 'utf8')

  const byFile = await openViewer()
  await openTranscript(byFile, transcript, download.suggestedFilename())
  const byLink = await openViewer(link)
  for (const viewer of [byFile, byLink]) {
    await isLit(viewer, 'error.ready')
    expect(await viewer.locator('.player-step').innerText()).toContain('the chart comes to the same state')
  }
})

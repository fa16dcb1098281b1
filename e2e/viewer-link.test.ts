import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { createInspector, recordTranscript, transcriptFromFragment, transcriptToFragment } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createCanaries, createScriptedServices, findCanaries, type PollStep } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { launchBrowser } from './browser.ts'
import { isLit, openTranscript } from './viewer-scene.ts'
import { openSite, type SitePage, type StaticSite } from './static-site.ts'
import { serveViewerSite } from './viewer-site.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))
const CLIPBOARD = ['clipboard-read', 'clipboard-write']

let browser: Browser
let site: StaticSite
let opened: SitePage
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  ;[browser, site] = await Promise.all([launchBrowser(), serveViewerSite()])
})
afterAll(async () => {
  await browser.close()
  await site.close()
})
afterEach(async () => {
  await opened.close()
  if (opened.trouble.length > 0) throw new Error(opened.trouble.join(' · '))
})

const canaries = createCanaries()

/** The transcript of a login whose polls bring this, with a secret wherever one can be. */
async function recordedLogin(polls: readonly PollStep[], waitMs = 120_000): Promise<string> {
  const services = createScriptedServices({
    authorizations: [{ ok: { deviceCode: canaries.deviceCode, expiresInMs: 86_400_000 } }],
    polls: [...polls],
  })
  const recorder = recordTranscript()
  const inspector = createInspector({ transport: recorder, now: () => services.clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
  actor.send({ type: 'start' })
  await services.clock.advance(waitMs)
  actor.stop()
  return recorder.toJsonLines()
}

const granted: PollStep = { granted: { accessToken: canaries.accessToken, refreshToken: canaries.refreshToken } }
const pending = (count: number): PollStep[] => Array.from({ length: count }, () => 'pending')

async function openLink(fragment: string): Promise<Page> {
  opened = await openSite(browser, site, `viewer/${fragment}`, { permissions: CLIPBOARD })
  return opened.page
}

const packed = (text: string): string => deflateRawSync(text).toString('base64url')
const LATER = '{"type":"device-flow-transcript","version":9}'

const said = (page: Page): Promise<string> => page.locator('.copied').innerText()

test('a link opens the recording in it, without a server and without the network, and steps through it', async () => {
  const { fragment } = await transcriptToFragment(await recordedLogin(['pending', 'slowDown', 'denied']))
  const page = await openLink(fragment)
  await page.getByText('The recording of a link').waitFor()
  await isLit(page, 'error.ready')
  await page.getByRole('button', { name: 'First' }).click()
  await isLit(page, 'idle.ready')
  await page.getByRole('button', { name: 'Where it went wrong' }).click()
  await isLit(page, 'error.ready')
  expect(await page.locator('.player-step').innerText()).toContain('the chart comes to the same state')
  await page.getByRole('button', { name: 'Close transcript' }).click()
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
  expect(new URL(page.url()).hash, 'a page that is loaded again does not open it again').toBe('')
})

test('a link to another recording is opened by a page that is open already, and going back leads to the first', async () => {
  const first = await transcriptToFragment(await recordedLogin(['denied']))
  const second = await transcriptToFragment(await recordedLogin([granted]))
  const page = await openLink(first.fragment)
  await isLit(page, 'error.ready')
  await page.evaluate((hash) => void (location.hash = hash), second.fragment)
  await page.getByText('Step 1 of').waitFor()
  await page.getByRole('button', { name: 'Last' }).click()
  await isLit(page, 'authorized.waitingForRefresh')
  await page.goBack()
  await page.getByText('Here it went wrong.').waitFor()
  await isLit(page, 'error.ready')
  expect(new URL(page.url()).hash).toBe(first.fragment)
})

test('a part of the viewer steps through the recording of its link', async () => {
  const { fragment } = await transcriptToFragment(await recordedLogin(['denied']))
  const page = await openLink(`?panels=polls${fragment}`)
  await page.getByText('1 so far').waitFor()
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Polls'])
})

test('a recording is copied as a link, which is said, opens elsewhere, and has no secret in it', async () => {
  const page = await openLink('')
  expect(await page.getByRole('button', { name: 'Copy link' }).isDisabled()).toBe(true)
  await openTranscript(page, await recordedLogin(['pending', granted]))
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('The link is copied.').waitFor()
  const { host } = new URL(site.url)
  expect(await said(page)).toBe(
    `The link is copied. The recording is in it. It leads to ${host}, so it opens only where a viewer is served at that address. All right`,
  )
  expect(await page.locator('.copied').getAttribute('role')).toBe('status')
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: `${SCREENS}link-copied.jpg` })

  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link.startsWith(`${site.url}viewer/#transcript=`)).toBe(true)
  const { accessToken, refreshToken, deviceCode } = canaries
  const transcript = await transcriptFromFragment(new URL(link).hash)
  expect(findCanaries(`${link}\n${transcript}`, { accessToken, refreshToken, deviceCode })).toEqual([])

  await page.getByRole('button', { name: 'All right' }).click()
  expect(await said(page)).toBe('')
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByRole('button', { name: 'Last' }).click()
  await isLit(page, 'authorized.waitingForRefresh')
})

test('of a longer one, what repeats itself is left out, which is said to who copies and to who opens it', async () => {
  const page = await openLink('')
  await openTranscript(page, await recordedLogin([...pending(175), granted], 1_000_000))
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText(/For it to fit, \d+ messages that repeat others are left out/).waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link.length).toBeLessThan(32_100)
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByText(/So that it fits into a link, \d+ messages that repeat others were left out/).waitFor()
  expect(await page.locator('.player-problems').count()).toBe(0)
  await page.getByRole('button', { name: 'Last' }).click()
  await page.getByText('176 so far, at least 5.00 s apart').waitFor()
  expect(await page.locator('.player-step').innerText()).toContain('the chart comes to the same state')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: `${SCREENS}link-shortened-390.jpg` })
})

test('of one that is too long for a link it is said what to do instead', async () => {
  const page = await openLink('')
  await page.evaluate(() => navigator.clipboard.writeText('what was copied before'))
  await openTranscript(page, await recordedLogin(pending(600), 3_100_000))
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page
    .getByText(/too long for a link: \d+ kB, and 32 kB is the most. Save it as a file, and send that./)
    .waitFor()
  const isAsBefore = (await page.evaluate(() => navigator.clipboard.readText())) === 'what was copied before'
  expect(isAsBefore).toBe(true)
})

test('where the browser forbids to copy, the link stands there', async () => {
  opened = await openSite(browser, site, 'viewer/')
  const { page } = opened
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
  await openTranscript(page, await recordedLogin(['denied']))
  await page.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.getByLabel('The browser does not let this page copy.').inputValue()
  expect(link).toContain('viewer/#transcript=')
  expect(await violations(page)).toEqual([])
})

test.each<[string, (fragment: string) => string, RegExp]>([
  ['cut off', (fragment) => fragment.slice(0, -300), /The link is damaged: part of it is missing or was changed/],
  ['changed', (fragment) => `${fragment}%20;`, /The link is damaged: it holds what no link of a recording has/],
  ['of something else', () => `#transcript=${packed('GIF89a')}`, /This is no transcript of a device login/],
  ['of another version', () => `#transcript=${packed(LATER)}`, /a transcript of version 9/],
  ['a bomb', () => `#transcript=${packed('x'.repeat(20_000_000))}`, /more than 5 MB/],
  ['endless', () => `#transcript=${'A'.repeat(40_000)}`, /longer than 32 kB/],
])('a link that is %s says what is wrong with it', async (_what, spoil, words) => {
  const { fragment } = await transcriptToFragment(await recordedLogin(['denied']))
  const page = await openLink(spoil(fragment))
  const alert = page.getByRole('alert')
  expect(await alert.innerText()).toMatch(/^The recording of this link cannot be shown\./)
  expect(await alert.innerText()).toMatch(words)
  await page.getByRole('button', { name: 'All right' }).click()
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
})

import { readFile } from 'node:fs/promises'
import { serveViewer } from '@device-flow/viewer'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import {
  eventLines,
  isLit,
  openTranscript,
  openViewer,
  startWatchedLogin,
  throwComplaints,
  type Viewer,
  type WatchedLogin,
} from './viewer-scene.ts'
import { decideOnPhone } from './phone.ts'

let browser: Browser
let viewer: Viewer
let login: WatchedLogin | undefined
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  await login?.close()
  login = undefined
  await viewer.close()
  throwComplaints(viewer)
})

/** Opens the viewer, and starts a login that it can watch. */
async function watch(
  options?: Parameters<typeof startWatchedLogin>[1],
): Promise<{ viewer: Viewer; login: WatchedLogin }> {
  viewer = await openViewer(browser)
  login = await startWatchedLogin(viewer.served, options)
  return { viewer, login }
}

test('somebody watches a login from the code to the tokens, and sees no secret', async () => {
  viewer = await openViewer(browser)
  const { page, served } = viewer
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
  login = await startWatchedLogin(served)
  await isLit(page, 'awaitingUser.waiting')
  await decideOnPhone(browser, login.server, await login.code(), 'Allow')
  await isLit(page, 'authorized.waitingForRefresh')

  const lines = await eventLines(page)
  expect(lines.some((line) => line.includes('start') && line.includes('idle.ready → requesting.sending'))).toBe(true)
  expect(lines.at(-1)).toContain('polling → authorized.waitingForRefresh')
  expect(lines.at(-1)).toContain('The person approved: tokens')
  await page.getByText('As a table').click()
  expect(await page.getByRole('cell', { name: 'granted' }).count()).toBe(1)
  expect(await page.getByRole('cell', { name: 'too early' }).count()).toBe(0)

  const { tokens, authorization } = login.actor.getSnapshot().context
  const html = await page.content()
  const secrets = [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken, authorization?.deviceCode]
  expect(secrets.filter((secret) => secret !== undefined).length).toBeGreaterThan(2)
  expect(secrets.filter((secret) => secret && html.includes(secret.reveal()))).toEqual([])
})

test('an event that is sent from the viewer moves the login: by its button, and as JSON', async () => {
  const {
    viewer: { page },
    login: { actor },
  } = await watch()
  await isLit(page, 'awaitingUser.waiting')
  await page.getByRole('button', { name: 'cancel', exact: true }).click()
  await isLit(page, 'idle.ready')
  expect(actor.getSnapshot().matches('idle')).toBe(true)

  await page.getByLabel('Event as JSON').fill('{ "type": 5 }')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'An event is an object with a type' }).waitFor()
  await page.getByLabel('Event as JSON').fill('{ "type": "start" }')
  await page.keyboard.press('Enter')
  await isLit(page, 'awaitingUser.waiting')
})

test('a viewer that opens late, or is loaded again, shows what happened before; the login notices nothing', async () => {
  const {
    viewer: { page, served },
    login: { actor },
  } = await watch()
  await isLit(page, 'awaitingUser.waiting')
  const before = await eventLines(page)
  await page.reload()
  await isLit(page, 'awaitingUser.waiting')
  expect((await eventLines(page)).slice(0, before.length)).toEqual(before)

  const late = await page.context().newPage()
  await late.goto(served.url)
  await isLit(late, 'awaitingUser.waiting')
  await late.close()
  // What is told again is not listed again.
  expect((await eventLines(page)).filter((line) => line.includes('A person wants to sign in'))).toHaveLength(1)
  expect(actor.getSnapshot().status).toBe('active')
})

test('an event shows what it carried; a login that ended with an error, what that means', async () => {
  const {
    viewer: { page },
    login: { server, code },
  } = await watch()
  await decideOnPhone(browser, server, await code(), 'Deny')
  await isLit(page, 'error.ready')
  await page.getByText('The person declined, or a rule at the server did.').waitFor()
  await page.getByText('fdecc, fede').waitFor()
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('heading', { name: /^Event at/ }).waitFor()
  expect(await page.locator('.details').first().innerText()).toContain('"start"')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await page.getByRole('heading', { name: 'deviceFlow now' }).waitFor()
})

test('a process that leaves is said to be gone; a server that comes back is found again', async () => {
  const {
    viewer: { page, served },
    login: { leave },
  } = await watch()
  await isLit(page, 'awaitingUser.waiting')
  await leave()
  await page.getByText('This login is gone.').waitFor()
  await served.close()
  await page.getByText('Connection lost').waitFor()
  viewer.complaints.length = 0
  const again = await serveViewer({ port: Number(new URL(served.url).port) })
  await page.getByText('Connected', { exact: true }).waitFor()
  expect(again.url).toBe(served.url)
  // Each try to connect in between is an error to Chromium.
  viewer.complaints.length = 0
  await page.close()
  await again.close()
  viewer.served.close = () => Promise.resolve()
})

test('what was received can be saved, opened again, and stepped through by keys and by the slider', async () => {
  const {
    viewer: { page },
  } = await watch()
  await isLit(page, 'awaitingUser.waiting')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save transcript' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text.split('\n', 1)[0]).toContain('device-flow-transcript')
  const { authorization } = login!.actor.getSnapshot().context
  expect(text).toContain(authorization?.userCode)
  expect(text).not.toContain(authorization?.deviceCode.reveal())

  await openTranscript(page, text)
  const status = page.getByRole('status').filter({ hasText: 'Step' })
  await status.filter({ hasText: 'Step 1 of' }).waitFor()
  expect(await status.innerText()).toContain('the chart comes to the same state')
  await isLit(page, 'idle.ready')
  await page.keyboard.press('ArrowRight')
  await isLit(page, 'requesting.sending')
  await page.getByRole('slider').focus()
  await page.keyboard.press('ArrowRight')
  await isLit(page, 'awaitingUser.waiting')
  await page.getByRole('button', { name: 'Back' }).click()
  await isLit(page, 'requesting.sending')
  await page.getByText('This is a recording.').waitFor()
  await page.getByRole('button', { name: 'Close transcript' }).click()
  await isLit(page, 'awaitingUser.waiting')
})

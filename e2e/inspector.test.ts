import { readFile } from 'node:fs/promises'
import { createInspector, recordTranscript } from '@device-flow/inspect'
import { serveInspector } from '@device-flow/inspector'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor, createMachine, type AnyStateMachine } from 'xstate'
import { launchBrowser } from './browser.ts'
import {
  eventLines,
  isLit,
  openTranscript,
  openViewer,
  startWatchedLogin,
  type Viewer,
  type WatchedLogin,
} from './inspector-scene.ts'
import { decideOnPhone } from './phone.ts'

let browser: Browser
let viewer: Viewer
let login: WatchedLogin | undefined
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  const { complaints, elsewhere } = viewer
  await login?.close()
  login = undefined
  await viewer.close()
  if (complaints.length > 0) throw new Error(`the browser complained: ${complaints.join(' · ')}`)
  if (elsewhere.length > 0) throw new Error(`the page asked for ${elsewhere.join(' ')}`)
})

/** Opens the viewer, and starts a login that it can watch. */
async function watch(
  options?: Parameters<typeof startWatchedLogin>[1],
): Promise<{ viewer: Viewer; login: WatchedLogin }> {
  viewer = await openViewer(browser)
  login = await startWatchedLogin(viewer.inspector, options)
  return { viewer, login }
}

/** What a recorder keeps of a machine that gets some events. */
function transcriptOf(machine: AnyStateMachine, ...events: string[]): string {
  const recorder = recordTranscript()
  const actor = createActor(machine, { inspect: createInspector({ transport: recorder }).inspect }).start()
  for (const type of events) actor.send({ type })
  return recorder.toJsonLines()
}

/** What a recorder keeps of a login that ends with a denial. */
async function deniedLogin(): Promise<string> {
  const services = createScriptedServices({ polls: ['pending', 'slowDown', { fault: 'offline' }, 'denied'] })
  const recorder = recordTranscript()
  const inspector = createInspector({ transport: recorder, now: () => services.clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
  actor.send({ type: 'start' })
  await services.clock.advance(60_000)
  return recorder.toJsonLines()
}

test('somebody watches a login from the code to the tokens, and sees no secret', async () => {
  viewer = await openViewer(browser)
  const { page, inspector } = viewer
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
  login = await startWatchedLogin(inspector)
  await isLit(page, 'awaitingUser.coolingDown')
  await decideOnPhone(browser, login.server, await login.code(), 'Allow')
  await isLit(page, 'authorized.untilRefresh')

  const lines = await eventLines(page)
  expect(lines.some((line) => line.includes('start') && line.includes('idle → requesting.sending'))).toBe(true)
  expect(lines.at(-1)).toContain('polling → authorized.untilRefresh')
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
  await isLit(page, 'awaitingUser.coolingDown')
  await page.getByRole('button', { name: 'cancel', exact: true }).click()
  await isLit(page, 'idle')
  expect(actor.getSnapshot().value).toBe('idle')

  await page.getByLabel('Event as JSON').fill('{ "type": 5 }')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'An event is an object with a type' }).waitFor()
  await page.getByLabel('Event as JSON').fill('{ "type": "start" }')
  await page.keyboard.press('Enter')
  await isLit(page, 'awaitingUser.coolingDown')
})

test('a viewer that opens late, or is loaded again, shows what happened before; the login notices nothing', async () => {
  const {
    viewer: { page, inspector },
    login: { actor },
  } = await watch()
  await isLit(page, 'awaitingUser.coolingDown')
  const before = await eventLines(page)
  await page.reload()
  await isLit(page, 'awaitingUser.coolingDown')
  expect((await eventLines(page)).slice(0, before.length)).toEqual(before)

  const late = await page.context().newPage()
  await late.goto(inspector.url)
  await isLit(late, 'awaitingUser.coolingDown')
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
  await isLit(page, 'error')
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
    viewer: { page, inspector },
    login: { leave },
  } = await watch()
  await isLit(page, 'awaitingUser.coolingDown')
  await leave()
  await page.getByText('This login is gone.').waitFor()
  await inspector.close()
  await page.getByText('Connection lost').waitFor()
  viewer.complaints.length = 0
  const again = await serveInspector({ port: Number(new URL(inspector.url).port) })
  await page.getByText('Connected', { exact: true }).waitFor()
  expect(again.url).toBe(inspector.url)
  // Each try to connect in between is an error to Chromium.
  viewer.complaints.length = 0
  await page.close()
  await again.close()
  viewer.inspector.close = () => Promise.resolve()
})

test('what was received can be saved, opened again, and stepped through by keys and by the slider', async () => {
  const {
    viewer: { page },
  } = await watch()
  await isLit(page, 'awaitingUser.coolingDown')
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
  await isLit(page, 'idle')
  await page.keyboard.press('ArrowRight')
  await isLit(page, 'requesting.sending')
  await page.getByRole('slider').focus()
  await page.keyboard.press('ArrowRight')
  await isLit(page, 'awaitingUser.coolingDown')
  await page.getByRole('button', { name: 'Back' }).click()
  await isLit(page, 'requesting.sending')
  await page.getByText('This is a recording.').waitFor()
  await page.getByRole('button', { name: 'Close transcript' }).click()
  await isLit(page, 'awaitingUser.coolingDown')
})

test('a transcript that is cut off is shown as far as it goes, and says which line is missing', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await openTranscript(page, (await deniedLogin()).slice(0, -300))
  expect(await page.locator('.player-problems summary').innerText()).toBe('1 line was passed over')
})

test('a transcript that was changed says at which step the chart would have gone elsewhere', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await openTranscript(page, (await deniedLogin()).replaceAll('"value":"polling"', '"value":"authorized"'))
  for (let step = 1; step < 4; step++) await page.getByRole('button', { name: 'Next' }).click()
  expect(await page.locator('.player-step').innerText()).toBe(
    `Step 4 of ${await page.getByRole('slider').evaluate((slider) => Number((slider as HTMLInputElement).max) + 1)}: ` +
      'recorded was authorized, but the chart comes to polling',
  )
  await isLit(page, 'polling')
})

test.each([
  ['foreign', 'GIF89a', 'This is no transcript of a device login'],
  ['empty', '{"type":"device-flow-transcript","version":1}', 'a transcript without a single step'],
  ['of another version', '{"type":"device-flow-transcript","version":9}', 'a transcript of version 9'],
])('a file that is %s is refused in a calm line', async (_what, text, said) => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await openTranscript(page, text)
  expect(await page.getByRole('alert').innerText()).toContain(said)
  await page.getByRole('button', { name: 'All right' }).click()
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
})

/** Drops a file that is this text, again and again. */
function drop(page: Page, text: string, times = 1): Promise<void> {
  return page.evaluate(
    ([part, count]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([part.repeat(count)], 'dropped.jsonl'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    },
    [text, times] as const,
  )
}

test('a transcript that is dropped onto the page is opened, and one that is huge is not', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await drop(page, await deniedLogin())
  expect(await page.locator('.player-name').innerText()).toBe('dropped.jsonl')
  await drop(page, '{}\n', 7_000_000)
  expect(await page.getByRole('alert').innerText()).toContain('larger than 20 MB')
})

test('script in the names of a chart, an event or a state is text, and runs nowhere', async () => {
  const script = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 2</script>'
  viewer = await openViewer(browser)
  const { page } = viewer
  const machine = createMachine({
    id: script,
    initial: script,
    context: { [script]: script },
    states: {
      [script]: { description: script, on: { [script]: { target: 'javascript:alert(1)', description: script } } },
      'javascript:alert(1)': {},
    },
  })
  await openTranscript(page, transcriptOf(machine, script), `${script}.jsonl`)
  await page.getByRole('button', { name: 'Next' }).click()
  await isLit(page, 'javascript:alert(1)')
  expect(await page.locator('.chart').innerHTML()).toContain('&lt;img src=x')
  expect(await page.evaluate(() => [document.images.length, 'hacked' in window])).toEqual([0, false])
})

test('any machine is drawn, parallel or not, and of one that is too large the rest is shown', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const player = createMachine({
    id: 'player',
    type: 'parallel',
    on: { RESET: '.picture.off' },
    states: {
      picture: { initial: 'off', states: { off: { on: { GO: 'on' } }, on: {} } },
      sound: { initial: 'mute', states: { mute: { on: { GO: 'loud' } }, loud: {} } },
    },
  })
  await openTranscript(page, transcriptOf(player, 'GO'))
  await page.getByRole('button', { name: 'Next' }).click()
  await isLit(page, 'picture.on')
  const lit = page.locator('.state-live')
  expect(await lit.evaluateAll((states) => states.map((state) => state.getAttribute('data-state')))).toEqual([
    'picture.on',
    'sound.loud',
  ])
  expect(await page.locator('.player-step').innerText()).toContain('the chart of this machine is not known here')

  const states = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`state${index}`, {}]))
  await openTranscript(page, transcriptOf(createMachine({ initial: 'state0', states })), 'large.jsonl')
  await page.locator('.panel-chart', { hasText: 'This chart has more than 500 states' }).waitFor()
  await page.getByRole('listbox').waitFor()
})

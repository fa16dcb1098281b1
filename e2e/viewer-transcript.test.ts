import { createInspector, recordTranscript } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor, createMachine, type AnyStateMachine } from 'xstate'
import { launchBrowser } from './browser.ts'
import { isLit, openTranscript, openViewer, throwComplaints, type Viewer } from './viewer-scene.ts'

let browser: Browser
let viewer: Viewer
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  await viewer.close()
  throwComplaints(viewer)
})

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

test('a transcript that is cut off is shown as far as it goes, and says which line is missing', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await openTranscript(page, (await deniedLogin()).slice(0, -300))
  expect(await page.locator('.player-problems summary').innerText()).toBe('1 problem in this file')
})

test('of a transcript with times that no calendar has all else is shown, in every panel, and what cannot be known is said', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const lines = (await deniedLogin()).trimEnd().split('\n')
  const spoilt = lines.map((line, index) => (index % 12 === 6 ? line.replace(/"at":\d+/, '"at":1e300') : line))
  await openTranscript(page, spoilt.join('\n'))
  expect(await page.locator('.player-problems').innerText()).toMatch(/\d+ problems in this file/)
  // It opens where it went wrong, which is its end.
  await isLit(page, 'error.ready')
  expect(await page.getByText('cannot show this').count()).toBe(0)
  const said = new Set<string>()
  for (let step = Number(await page.getByRole('slider').getAttribute('max')); step > 0; step--) {
    await page.getByRole('button', { name: '◀ Back' }).click()
    said.add((await page.locator('.player-step').innerText()).replace(/^[^:]*: /, ''))
  }
  expect([...said].toSorted()).toEqual([
    'as recorded; what led here is missing, so the chart cannot be asked',
    'the chart comes to the same state',
  ])
})

test('a transcript that was changed says at which step the chart would have gone elsewhere', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  await openTranscript(page, (await deniedLogin()).replaceAll('"value":"polling"', '"value":"authorized"'))
  await page.getByRole('button', { name: 'First' }).click()
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

test('the chart of a small machine is drawn no larger than life, whole or not', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const light = createMachine({ id: 'light', initial: 'off', states: { off: { on: { press: 'on' } }, on: {} } })
  await openTranscript(page, transcriptOf(light, 'press'))
  await isLit(page, 'off')
  const scale = (): Promise<number | undefined> =>
    page.locator('svg.chart').evaluate((chart) => (chart as SVGSVGElement).getScreenCTM()?.a)
  expect(await scale()).toBeLessThanOrEqual(1)
  await page.getByLabel('Whole').check()
  expect(await scale()).toBeLessThanOrEqual(1)
})

import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createInspector, recordTranscript, type InspectionTransport } from '@device-flow/inspect'
import { webSocketTransport } from '@device-flow/inspect/websocket'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, type PollStep } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { launchBrowser } from './browser.ts'
import { isLit, openTranscript, openViewer } from './viewer-scene.ts'
import { violations } from './violations.ts'

const SCREENS = fileURLToPath(new URL('../.reports/screens/', import.meta.url))

/** Everything that a poll can bring, but the end. */
const EVENTFUL: readonly PollStep[] = [
  'pending',
  'pending',
  'slowDown',
  'pending',
  { fault: 'offline' },
  { fault: 'timeout' },
]

let browser: Browser
beforeAll(async () => {
  await mkdir(SCREENS, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A login on virtual time, after its polls. */
async function runLogin(
  transport: InspectionTransport,
  polls: readonly PollStep[],
  ms: number,
): Promise<() => Promise<void>> {
  const services = createScriptedServices({ polls })
  const inspector = createInspector({ transport, now: () => services.clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
  actor.send({ type: 'start' })
  await services.clock.advance(ms)
  inspector.flush()
  return () => inspector.close()
}

/** Leads to every face of the viewer, and stops at each. */
async function visit(page: Page, webSocketUrl: string, stopAt: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('heading', { name: 'Waiting for a login' }).waitFor()
  await stopAt('waiting')

  const leave = await runLogin(webSocketTransport({ url: webSocketUrl }), EVENTFUL, 78_000)
  await isLit(page, 'awaitingUser.waiting')
  await stopAt('live')
  await page.getByLabel('Services, too').check()
  await page.getByRole('option').last().click()
  await page.locator('.label', { hasText: 'pollToken failed' }).first().hover()
  await stopAt('event')
  await page.getByLabel('Services, too').uncheck()
  await page.getByText('As a table').click()
  await page.getByLabel('Whole').check()
  await page.getByLabel('Every arrow').check()
  await page.locator('.arrow').nth(26).waitFor({ state: 'attached' })
  await stopAt('whole')
  await page.getByLabel('Event as JSON').fill('start!')
  await page.keyboard.press('Enter')
  await leave()
  await page.getByText('This login is gone.').waitFor()
  await stopAt('gone')

  const recorder = recordTranscript()
  await runLogin(recorder, [...EVENTFUL, 'denied'], 120_000)
  await openTranscript(page, `${recorder.toJsonLines()}{"protocol":1,"type":"snap`, 'a-login-that-was-denied.jsonl')
  await isLit(page, 'error.ready')
  await stopAt('recording')
  await openTranscript(page, recorder.toJsonLines().replaceAll('"value":"polling"', '"value":"authorized"'))
  await page.locator('.player-step .problem').waitFor()
  await isLit(page, 'polling')
  await stopAt('mismatch')
}

/** Parts of the page that are wider than it. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`the page scrolls sideways: ${scrollWidth} in ${clientWidth}`] : []
  })
}

/** Labels of the chart that stand on each other. */
function collisions(page: Page): Promise<string[]> {
  return page.locator('.chart .label > rect').evaluateAll((rects) => {
    const places = rects.map((rect) => rect.getBoundingClientRect())
    return places.flatMap(({ left, right, top, bottom }, index) => {
      const others = places.slice(index + 1)
      const isCovered = others.some(
        (other) => left < other.right - 1 && other.left < right - 1 && top < other.bottom - 1 && other.top < bottom - 1,
      )
      return isCovered ? [`label ${index} is covered`] : []
    })
  })
}

/** A window of very many pixels: all of it is larger, and the state that is lit is still in sight. */
async function smallInLargeWindow(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 3840, height: 2160 })
  const [title, frame, live] = await Promise.all(
    ['h1', '.chart-frame', '.state-live'].map((one) => page.locator(one).first().boundingBox()),
  )
  const found = await overflow(page)
  if (title!.height < 2160 / 60) found.push(`the title is ${title!.height} px high`)
  if (live!.y < frame!.y || live!.y + live!.height > frame!.y + frame!.height) found.push('what is lit is out of sight')
  return found
}

/** From the widest to a phone; axe looks at light colours on the first and at dark ones on the last. */
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]

test('every face of the viewer is readable and accessible, light and dark, from a desk to a phone', async () => {
  const viewer = await openViewer(browser, { viewport: SIZES[0]!, reducedMotion: 'reduce' })
  const { page } = viewer
  const problems: string[] = []
  await visit(page, viewer.served.webSocketUrl, async (name) => {
    const found: string[] = []
    for (const [index, size] of SIZES.entries()) {
      await page.setViewportSize(size)
      found.push(...(await overflow(page)), ...(await collisions(page)))
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${SCREENS}inspector-${name}-${colorScheme}-${size.width}.jpg` })
        if (colorScheme === 'light' ? index === 0 : index === SIZES.length - 1) found.push(...(await violations(page)))
      }
    }
    if (name === 'live') found.push(...(await smallInLargeWindow(page)))
    await page.setViewportSize(SIZES[0]!)
    problems.push(...found.map((problem) => `${name}: ${problem}`))
  })
  problems.push(...viewer.complaints, ...viewer.elsewhere)
  await viewer.close()
  expect(problems).toEqual([])
}, 120_000)

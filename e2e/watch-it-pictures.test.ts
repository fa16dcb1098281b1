import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInspector, recordTranscript } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, type ScriptedServices } from '@device-flow/testing'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { launchBrowser } from './browser.ts'
import { openTranscript, openViewer, type Viewer } from './viewer-scene.ts'
import { root } from './snippets.ts'

const PICTURES = join(root, 'docs', 'pictures')
const FRESH = join(root, '.reports', 'pictures')
/** How much of a picture may differ, of 1: fonts are drawn a little differently elsewhere. */
const MOST_DIFFERENT = 0.04

let browser: Browser
let viewer: Viewer
beforeAll(async () => {
  await mkdir(FRESH, { recursive: true })
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(() => viewer.close())

/** A login in virtual time, which is the same each time. */
async function transcript(polls: Parameters<typeof createScriptedServices>[0]): Promise<string> {
  const services: ScriptedServices = createScriptedServices(polls)
  const recorder = recordTranscript()
  const { inspect } = createInspector({ transport: recorder, now: () => services.clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { inspect }).start()
  actor.send({ type: 'start' })
  await services.clock.advance(60_000)
  return recorder.toJsonLines()
}

/** Opens the transcript of a login at its last step. */
async function openAtEnd(text: string): Promise<Page> {
  viewer = await openViewer(browser, {
    viewport: { width: 1600, height: 1000 },
    timezoneId: 'UTC',
    colorScheme: 'light',
  })
  const { page } = viewer
  await openTranscript(page, text)
  await page.locator('.state-live').first().waitFor()
  await page.getByRole('slider').press('End')
  return page
}

/**
 * Takes the picture anew, and says whether the one in the docs is stale. To renew that one, copy the fresh one over it: it is in
 * `.reports/pictures`.
 */
async function isStale(name: string, of: Page | Locator): Promise<boolean> {
  const fresh = await of.screenshot({ animations: 'disabled' })
  await writeFile(join(FRESH, name), fresh)
  const kept = await readFile(join(PICTURES, name)).catch(() => undefined)
  return !kept || (await differenceOf(fresh, kept)) > MOST_DIFFERENT
}

/** How much two pictures differ, from 0 to 1; 1 when they have not the same size. Both are drawn small, so that letters blur. */
async function differenceOf(one: Buffer, other: Buffer): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(
      async (urls) => {
        const images = await Promise.all(
          urls.map(async (url) => {
            const image = new Image()
            image.src = url
            await image.decode()
            return image
          }),
        )
        const [first, second] = images as [HTMLImageElement, HTMLImageElement]
        if (first.width !== second.width || first.height !== second.height) return 1
        const [a, b] = [first, second].map((image) => {
          const canvas = new OffscreenCanvas(Math.ceil(image.width / 8), Math.ceil(image.height / 8))
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
          context.imageSmoothingQuality = 'high'
          context.drawImage(image, 0, 0, canvas.width, canvas.height)
          return context.getImageData(0, 0, canvas.width, canvas.height).data
        }) as [Uint8ClampedArray, Uint8ClampedArray]
        const isOther = (index: number): boolean => Math.abs((a[index] ?? 0) - (b[index] ?? 0)) > 24
        let different = 0
        for (let index = 0; index < a.length; index += 4) {
          if (isOther(index) || isOther(index + 1) || isOther(index + 2)) different++
        }
        return different / (a.length / 4)
      },
      [one, other].map((picture) => `data:image/png;base64,${picture.toString('base64')}`),
    )
  } finally {
    await page.close()
  }
}

const POLLS = { polls: ['pending', 'slowDown', { fault: 'offline' }, 'pending'] } as const

test('the pictures of the inspector in the docs are current', async () => {
  const page = await openAtEnd(await transcript({ polls: [...POLLS.polls, 'granted'] }))
  expect(await isStale('inspector.png', page)).toBe(false)
  await page.getByLabel('Whole').check()
  expect(await isStale('chart.png', page.locator('.panel-chart'))).toBe(false)
})

test('the picture of a transcript in the docs is current', async () => {
  const page = await openAtEnd(await transcript({ polls: [...POLLS.polls, 'denied'] }))
  await page.getByRole('option').last().click()
  expect(await isStale('transcript.png', page)).toBe(false)
})

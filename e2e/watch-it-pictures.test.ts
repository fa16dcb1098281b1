import { createInspector, recordTranscript } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, type ScriptedServices } from '@device-flow/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { launchBrowser } from './browser.ts'
import { openTranscript, openViewer, type Viewer } from './viewer-scene.ts'
import { isStale } from './pictures.ts'

let browser: Browser
let viewer: Viewer
beforeAll(async () => {
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

const POLLS = { polls: ['pending', 'slowDown', { fault: 'offline' }, 'pending'] } as const

test('the pictures of the inspector in the docs are current', async () => {
  const page = await openAtEnd(await transcript({ polls: [...POLLS.polls, 'granted'] }))
  expect(await isStale('inspector', page)).toBe(false)
  await page.getByLabel('Whole').check()
  expect(await isStale('chart', page.locator('.panel-chart'))).toBe(false)
})

test('the picture of a transcript in the docs is current', async () => {
  const page = await openAtEnd(await transcript({ polls: [...POLLS.polls, 'denied'] }))
  await page.getByRole('option').last().click()
  expect(await isStale('transcript', page)).toBe(false)
})

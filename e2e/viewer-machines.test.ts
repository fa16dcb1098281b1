import { createInspector, recordTranscript } from '@device-flow/inspect'
import { webSocketTransport } from '@device-flow/inspect/websocket'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createActor, createMachine, type AnyActor, type AnyStateMachine } from 'xstate'
import { launchBrowser } from './browser.ts'
import { eventLines, isLit, openTranscript, openViewer, throwComplaints, type Viewer } from './viewer-scene.ts'
import { violations } from './violations.ts'

// Machines that are no device logins, live and as a file.

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

/** Starts a machine that the viewer watches, and that is recorded. */
function watched(machine: AnyStateMachine): { actor: AnyActor; transcript(): string; close(): Promise<void> } {
  const recorder = recordTranscript()
  const transports = [webSocketTransport({ url: viewer.served.webSocketUrl }), recorder]
  const inspector = createInspector({ transports })
  const actor = createActor(machine, { inspect: inspector.inspect }).start()
  return {
    actor,
    transcript: () => recorder.toJsonLines(),
    async close() {
      actor.stop()
      await inspector.close()
    },
  }
}

test('a traffic light without a word of description is watched live, and opened from a file', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const light = watched(
    createMachine({
      id: 'light',
      initial: 'red',
      states: { red: { after: { 300: 'green' } }, green: { on: { stop: 'red' }, always: [] } },
    }),
  )
  await isLit(page, 'green')
  expect(await eventLines(page)).toEqual([
    expect.stringContaining('init red'),
    expect.stringContaining('after 300 red → green'),
  ])
  await page.getByText('This is not known to be a device login, so no polls are known of it.').waitFor()
  expect(await violations(page)).toEqual([])
  await light.close()
  await openTranscript(page, light.transcript(), 'light.jsonl')
  await page.getByText('the chart of this machine is not known here').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await isLit(page, 'green')
})

test('an event is sent to a parallel machine from the viewer, and all its regions move', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const stereo = watched(
    createMachine({
      id: 'stereo',
      type: 'parallel',
      states: {
        left: { initial: 'off', states: { off: { on: { power: 'on' } }, on: {} } },
        right: { initial: 'off', states: { off: { on: { power: 'on' } }, on: { type: 'final' } } },
      },
    }),
  )
  await isLit(page, 'right.off')
  await page.getByRole('button', { name: 'power', exact: true }).click()
  await isLit(page, 'left.on')
  await isLit(page, 'right.on')
  expect(stereo.actor.getSnapshot().value).toEqual({ left: 'on', right: 'on' })
  await stereo.close()
})

test('a machine within a machine is chosen, and its own chart is drawn', async () => {
  viewer = await openViewer(browser)
  const { page } = viewer
  const water = createMachine({ id: 'kettle', initial: 'cold', states: { cold: {} } })
  const kitchen = watched(
    createMachine({ id: 'kitchen', initial: 'cooking', states: { cooking: { invoke: { src: water } } } }),
  )
  await isLit(page, 'cooking')
  await page.getByRole('button', { name: /^kettle/ }).click()
  await isLit(page, 'cold')
  await page.getByText('Events are let through to what is at the root alone').waitFor()
  expect(await page.getByText('cannot show this').count()).toBe(0)
  await kitchen.close()
})

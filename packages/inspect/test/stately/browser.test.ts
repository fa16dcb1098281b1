import { expectNoCanaries } from '@device-flow/testing'
import type { StatelyInspectionEvent } from '@statelyai/inspect'
import { fileURLToPath } from 'node:url'
import type { Frame, Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { createMachine } from 'xstate'
import { buildStage, signIn, tapped, untilTold, type Stage } from '../stage.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const script = (name: string): string => fileURLToPath(new URL(`../pages/${name}.ts`, import.meta.url))

let stage: Stage

beforeAll(async () => {
  stage = await buildStage({
    login: script('stately-login'),
    viewer: script('stately-viewer'),
    stranger: script('stranger'),
  })
  return () => stage.close()
})

const authorized = ['@xstate.snapshot', '"authorized"']

function received(viewer: Frame): Promise<StatelyInspectionEvent[]> {
  return viewer.evaluate(() => window.received)
}

/** The states of the chart that the viewer gets, as XState reads it. */
function chartIn([login]: StatelyInspectionEvent[]): string[] {
  const definition = (login?.type === '@xstate.actor' && login.definition) || '{}'
  return Object.keys(createMachine(JSON.parse(definition)).states)
}

/** Resolves when the page has nothing left to say: the library speaks when the page is idle. */
function idle(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => void requestIdleCallback(() => setTimeout(resolve, 50))))
}

/** The top-level states of the login, in order, each once. */
function statesIn(messages: StatelyInspectionEvent[]): string[] {
  const values = messages.flatMap((message) =>
    message.type === '@xstate.snapshot' && 'value' in message.snapshot ? [message.snapshot.value] : [],
  )
  const names = values.map((value) => (typeof value === 'string' ? value : String(Object.keys(Object(value))[0])))
  return names.filter((name, index) => name !== names[index - 1])
}

test("the library's receiver is shown a whole login: the chart, each state, each event", async () => {
  const scene = await stage.open()
  await signIn(scene)
  await untilTold(scene.viewer, ...authorized)
  const messages = await received(scene.viewer)

  const [login] = messages
  expect(login).toMatchObject({ type: '@xstate.actor', name: 'deviceFlow' })
  expect(chartIn(messages)).toHaveLength(7)
  const rounds = Array.from({ length: 4 }, () => ['awaitingUser', 'polling']).flat()
  expect(statesIn(messages)).toEqual(['idle', 'requesting', ...rounds, 'authorized'])
  const events = messages.flatMap((message) => (message.type === '@xstate.event' ? [message.event.type] : []))
  expect(events).toEqual(expect.arrayContaining(['xstate.init', 'start', 'xstate.done.actor.services.pollToken']))
})

test('no secret reaches the viewer, neither in what it is sent nor in what it shows', async () => {
  const scene = await stage.open()
  await signIn(scene)
  await untilTold(scene.viewer, ...authorized)
  await scene.page.evaluate(() => window.login.refresh())
  await untilTold(scene.viewer, '@xstate.event', '"refresh"')
  await untilTold(scene.viewer, 'xstate.error.actor.services.refreshTokens')

  const sent = JSON.stringify(await tapped(scene.viewer))
  expectNoCanaries({ sent, shown: await scene.viewer.content() }, scene.canaries)
  // It was a login that was shown, with everything that is no secret.
  expect(sent).toContain('WDJB-MJHT')
})

test('a viewer that speaks late is told of the login and what happened, and so is one that is loaded anew', async () => {
  const scene = await stage.open({ hash: '#late' })
  await signIn(scene)
  expect(await tapped(scene.viewer)).toEqual([])
  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, ...authorized)
  const told = await received(scene.viewer)

  await scene.viewer.evaluate(() => location.reload())
  await scene.viewer.waitForFunction(() => window.tapped?.length === 0)
  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, ...authorized)

  expect(await received(scene.viewer)).toEqual(told)
})

test('a viewer that opens in a window of its own is told the same', async () => {
  const scene = await stage.open({ place: 'window' })
  await signIn(scene)
  await untilTold(scene.viewer, ...authorized)
  expect(chartIn(await received(scene.viewer))).toHaveLength(7)
})

test('a window of another origin is told nothing, and not taken for the viewer when it says the same', async () => {
  const scene = await stage.open({ hash: '#late' })
  await signIn(scene)
  await scene.stranger.evaluate(() => window.claim())
  await idle(scene.page)
  expect(await tapped(scene.viewer)).toEqual([])
  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, ...authorized)
  expect(await tapped(scene.stranger)).toEqual([])
})

test("a page that takes the viewer's place in its frame is told nothing", async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, '@xstate.snapshot', '"idle"')
  await scene.viewer.goto(scene.strangerUrl)
  await scene.viewer.evaluate(() => window.claim())
  await signIn(scene)
  await idle(scene.page)
  expect(await tapped(scene.viewer)).toEqual([])
})

test('a filter decides what leaves', async () => {
  const scene = await stage.open({ onlySnapshots: true })
  await signIn(scene)
  await untilTold(scene.viewer, ...authorized)
  const messages = await received(scene.viewer)
  expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['@xstate.snapshot']))
})

test('once it is closed, the viewer is told goodbye and nothing more', async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, '@xstate.snapshot', '"idle"')
  await scene.page.evaluate(() => window.login.closeInspector())
  await signIn(scene)
  await scene.viewer.evaluate(() => window.receive())
  await idle(scene.page)
  const told = await tapped(scene.viewer)
  expect(told.at(-1)?.data).toEqual({ type: '@statelyai.disconnected' })
})

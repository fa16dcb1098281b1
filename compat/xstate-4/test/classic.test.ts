import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { deviceFlowMachine } from '@device-flow/machine'
import { expectNoCanaries } from '@device-flow/testing'
import { beforeAll, expect, test, vi } from 'vitest'
import {
  buildStage,
  signIn,
  tapped,
  untilTold,
  type OpenedScene,
  type Stage,
} from '../../../packages/inspect/test/stage.ts'
import type { ShownService } from './pages/classic-viewer.ts'

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let stage: Stage

beforeAll(async () => {
  stage = await buildStage({
    login: script('pages/classic-login.ts'),
    viewer: script('pages/classic-viewer.ts'),
    stranger: script('../../../packages/inspect/test/pages/stranger.ts'),
  })
  return () => stage.close()
})

const authorized = ['service.state', 'waitingForRefresh']

function services({ viewer }: OpenedScene): Promise<ShownService[]> {
  return viewer.evaluate(() => window.services)
}

function state({ page }: OpenedScene): Promise<string> {
  return page.evaluate(() => window.login.state())
}

/** Resolves when the login has heard everything that was posted to its page. */
function heard({ page }: OpenedScene): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
}

interface ChartNode {
  states: Record<string, ChartNode>
  transitions: Map<string, unknown[]>
  always?: unknown[]
}

function countTransitions({ states, transitions, always = [] }: ChartNode): number {
  const own = [...transitions.values()].flat().length + always.length
  return Object.values(states).reduce((sum, child) => sum + countTransitions(child), own)
}

test("XState 4's own receiver is shown a whole login, state by state", async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, 'service.register')
  await signIn(scene)
  await untilTold(scene.viewer, ...authorized)

  const [login, ...others] = await services(scene)
  const changes = login?.values.filter((value, index, all) => !isDeepStrictEqual(value, all[index - 1]))
  const waiting = { awaitingUser: 'waiting' }
  const backingOff = { awaitingUser: 'backingOff' }
  expect(changes).toEqual([
    { idle: 'ready' },
    { requesting: 'sending' },
    waiting,
    'polling',
    waiting,
    'polling',
    waiting,
    'polling',
    waiting,
    backingOff,
    'polling',
    { authorized: 'waitingForRefresh' },
  ])
  expect(login).toMatchObject({ tags: ['signedIn'], nextEvents: expect.arrayContaining(['refresh', 'signOut']) })
  expect(login?.events).toEqual(expect.arrayContaining(['start', 'done.invoke.services.pollToken']))
  expect(others).toEqual([])
})

test('the whole chart is drawn, with guards, reasons and the services that its states wait for', async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, 'service.register')
  const [login] = await services(scene)
  expect(login?.transitions).toHaveLength(countTransitions(deviceFlowMachine.root as unknown as ChartNode))
  expect(login?.transitions).toEqual(
    expect.arrayContaining([
      'deviceFlow.idle → deviceFlow.requesting on start if ever: A person wants to sign in',
      'deviceFlow.idle → deviceFlow.authorized on nothing if hasTokens: A restored session holds tokens',
      'deviceFlow.polling → deviceFlow.authorized on done.invoke.services.pollToken if isGranted: The person approved: tokens',
      'deviceFlow.awaitingUser.waiting → itself on hint if ever: The person is probably done: poll as soon as it is legal',
    ]),
  )
  expect(login?.invocations).toEqual(
    expect.arrayContaining([
      'deviceFlow: services',
      'deviceFlow.awaitingUser.waiting: sleep',
      'deviceFlow.polling: pollToken',
    ]),
  )
})

test('no secret reaches the viewer, neither in what it is sent nor in what it shows', async () => {
  const scene = await stage.open()
  await signIn(scene)
  await scene.page.evaluate(() => window.login.refresh())
  await untilTold(scene.viewer, 'service.event', 'error.platform.services.refreshTokens')

  const sent = JSON.stringify(await tapped(scene.viewer))
  const shown = (await scene.viewer.content()) + JSON.stringify(await services(scene))
  expectNoCanaries({ sent, shown }, scene.canaries)
  // It was a login that was shown, with everything that is no secret.
  expect(sent).toContain('WDJB-MJHT')
})

test('an event that a person sends in the viewer moves the login', async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, 'service.register')
  await scene.viewer.evaluate(() => window.sendEvent('start'))
  await vi.waitFor(async () => expect(await state(scene)).toBe('awaitingUser'))
  await scene.viewer.evaluate(() => window.sendEvent('cancel'))
  await vi.waitFor(async () => expect(await state(scene)).toBe('idle'))
  expect((await services(scene))[0]).toMatchObject({ events: expect.arrayContaining(['start', 'cancel']) })
})

const nonsense: Record<string, () => void> = {
  'an event that the state does not accept': () => window.sendEvent('signOut'),
  "an event of XState's own": () => window.sendEvent('xstate.stop'),
  'an event for a service that there is not': () => window.sendEvent('cancel', 'x:99'),
  'the answer of a service': () => window.sendEvent('xstate.promise.resolve', 'x:3'),
  'no event': () => window.parent.postMessage({ type: 'xstate.event' }, '*'),
  'an event that is not JSON': () => window.parent.postMessage({ type: 'xstate.event', event: '{' }, '*'),
  'an event that is not text': () =>
    window.parent.postMessage({ type: 'xstate.event', event: { type: 'cancel' } }, '*'),
  'an event without a type': () => window.parent.postMessage({ type: 'xstate.event', event: '{"origin":"x:0"}' }, '*'),
  nothing: () => window.parent.postMessage(null, '*'),
}

test('what makes no sense from a viewer is dropped, and the login goes on', async () => {
  const scene = await stage.open()
  const complaints: string[] = []
  scene.page.on('pageerror', ({ message }) => complaints.push(message))
  await untilTold(scene.viewer, 'service.register')
  await scene.page.evaluate(() => window.login.start())
  await untilTold(scene.viewer, 'service.state', 'waiting')

  for (const [kind, say] of Object.entries(nonsense)) {
    await scene.viewer.evaluate(say)
    await heard(scene)
    expect(complaints, kind).toEqual([])
    expect(await state(scene), kind).toBe('awaitingUser')
  }
  await scene.page.evaluate(() => window.login.advance(60_000))
  expect(await state(scene)).toBe('authorized')
})

test('a viewer that speaks late is shown the login as it is by then, and so is one that is loaded anew', async () => {
  const scene = await stage.open({ hash: '#late' })
  await signIn(scene)
  expect(await tapped(scene.viewer)).toEqual([])

  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, 'service.register')
  const told = await services(scene)
  expect(told).toMatchObject([{ values: [{ authorized: 'waitingForRefresh' }], tags: ['signedIn'] }])

  await scene.viewer.evaluate(() => location.reload())
  await scene.viewer.waitForFunction(() => window.tapped?.length === 0)
  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, 'service.register')
  expect(await services(scene)).toEqual(told)
})

test('a viewer in a window of its own is shown the login, and its events are heard', async () => {
  const scene = await stage.open({ place: 'window' })
  await untilTold(scene.viewer, 'service.register')
  await scene.viewer.evaluate(() => window.sendEvent('start'))
  await vi.waitFor(async () => expect(await state(scene)).toBe('awaitingUser'))
})

test('a login that is stopped is shown as stopped, and no longer to those who come later', async () => {
  const scene = await stage.open()
  await signIn(scene)
  await scene.page.evaluate(() => window.login.stop())
  await untilTold(scene.viewer, 'service.stop')
  expect(await services(scene)).toMatchObject([{ isStopped: true }])

  const before = await tapped(scene.viewer)
  await scene.viewer.evaluate(() => window.receive())
  await heard(scene)
  expect(await tapped(scene.viewer)).toEqual(before)
})

test('a window of another origin is told nothing, and its events are not heard', async () => {
  const scene = await stage.open({ hash: '#late' })
  await scene.page.evaluate(() => window.login.start())
  await scene.stranger.evaluate(() => window.claim())
  await heard(scene)
  expect(await tapped(scene.viewer)).toEqual([])
  expect(await state(scene)).toBe('awaitingUser')

  await scene.viewer.evaluate(() => window.receive())
  await untilTold(scene.viewer, 'service.register')
  expect(await tapped(scene.stranger)).toEqual([])
})

test("another window at the viewer's origin is not taken for the viewer", async () => {
  const scene = await stage.open({ hash: '#late' })
  await scene.page.evaluate(() => window.login.start())
  await scene.stranger.goto(scene.viewer.url())
  await scene.stranger.evaluate(() => {
    for (const type of ['xstate.inspecting', 'xstate.event']) {
      window.parent.postMessage({ type, event: JSON.stringify({ type: 'cancel', origin: 'x:0' }) }, '*')
    }
  })
  await heard(scene)
  expect(await tapped(scene.viewer)).toEqual([])
  expect(await state(scene)).toBe('awaitingUser')
})

test("a page that takes the viewer's place in its frame is told nothing, and its events are not heard", async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, 'service.register')
  await scene.viewer.goto(scene.strangerUrl)
  await scene.page.evaluate(() => window.login.start())
  await scene.viewer.evaluate(() => window.claim())
  await heard(scene)
  expect(await state(scene)).toBe('awaitingUser')
  expect(await tapped(scene.viewer)).toEqual([])
})

test('once it is closed, the viewer is told nothing more, and not heard', async () => {
  const scene = await stage.open()
  await untilTold(scene.viewer, 'service.register')
  await scene.page.evaluate(() => window.login.closeInspector())
  const before = await tapped(scene.viewer)
  await scene.viewer.evaluate(() => {
    window.receive()
    window.sendEvent('start')
  })
  await heard(scene)
  expect(await state(scene)).toBe('idle')
  await signIn(scene)
  await heard(scene)
  expect(await tapped(scene.viewer)).toEqual(before)
})

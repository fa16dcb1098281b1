// @vitest-environment node
import { readFileSync } from 'node:fs'
import ELK from 'elkjs/lib/elk.bundled.js'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import type { ActorMessage } from '@device-flow/inspect'
import type { Json } from '@device-flow/machine'
import type { Chart } from '../src/page/chart/chart.ts'
import { transitionKey } from '../src/page/model/transition-key.ts'
import { layOut, type Place } from '../src/page/chart/layout.ts'
import { pictureOf } from '../src/page/chart/picture.ts'
import { readDefinition } from '../src/page/chart/read-definition.ts'
import { acceptedEvents } from '../src/page/send/accepted-events.ts'
import { recordLogin, recordMachine } from './support/recorded-login.ts'

const deviceFlow = readDefinition((recordLogin().messages()[0] as ActorMessage).definition)

function chartOf(...config: Parameters<typeof createMachine>): Chart {
  return readDefinition((recordMachine(createMachine(...config))[0] as ActorMessage).definition)
}

const player = chartOf({
  id: 'player',
  type: 'parallel',
  on: { RESET: '.picture.off' },
  states: {
    picture: { initial: 'off', states: { off: { id: 'dark', on: { GO: 'on' } }, on: { after: { 1000: '#dark' } } } },
    sound: { initial: 'mute', states: { mute: { on: { 'VOLUME.*': 'loud', '*': 'loud' } }, loud: { type: 'final' } } },
  },
})

test('every transition that a login takes is one of its chart', async () => {
  const login = recordLogin({ polls: ['pending', 'slowDown', { fault: 'offline' }, 'granted'], refreshes: ['refused'] })
  await login.services.clock.advance(4_000_000)
  login.actor.send({ type: 'cancel' })
  const known = new Set(deviceFlow.transitions.map(transitionKey))
  const taken = login.messages().flatMap((message) => (message.type === 'snapshot' ? message.taken : []))
  expect(taken.length).toBeGreaterThan(12)
  expect(taken.filter((transition) => !known.has(transitionKey(transition)))).toEqual([])
})

test('each way has the reason that the generated documentation has, word for word', () => {
  const document = readFileSync(new URL('../../../docs/chart.md', import.meta.url), 'utf8')
  const rows = [...document.matchAll(/^\| ([\w.]+) \| .+ \| ([\w.]+) \| (.+) \|$/gm)].map(([, ...row]) =>
    row.join(' | '),
  )
  const drawn = deviceFlow.transitions.map(({ from, to = from, why }) => [from || 'any', to, why].join(' | '))
  expect(drawn.toSorted()).toEqual(
    rows
      .slice(rows.findIndex((row) => row.startsWith('any')))
      .filter((row) => !row.startsWith('from'))
      .toSorted(),
  )
})

test('any machine is read: parallel regions, ids, final states, delays, and where each compound state begins', () => {
  expect([...player.states.keys()]).toEqual([
    '',
    'picture',
    'picture.off',
    'picture.on',
    'sound',
    'sound.mute',
    'sound.loud',
  ])
  expect(player.states.get('sound.loud')?.type).toBe('final')
  expect(player.states.get('picture')?.initial).toBe('picture.off')
  expect(player.transitions.map(({ from, to }) => [from, to])).toContainEqual(['picture.on', 'picture.off'])
})

test('each state says which service it waits for, and which it runs as long as it is active', () => {
  const asks = [...deviceFlow.states.values()].flatMap((state) => state.asks.map((name) => `${state.path} ${name}`))
  expect(asks).toEqual(
    expect.arrayContaining(['polling pollToken', 'refreshing refreshTokens', 'awaitingUser.waiting sleep']),
  )
  expect(deviceFlow.root.services).toEqual([{ id: 'services', src: 'services' }])
})

test('ways between the same two states are one arrow, and each event is named once on it', () => {
  const { arrows } = pictureOf(deviceFlow)
  expect(new Set(arrows.map(({ id }) => id)).size).toBe(arrows.length)
  const retry = arrows.find(({ from, to }) => from === 'polling' && to === 'awaitingUser')
  expect(retry?.labels.map(({ text, transitions }) => [text, transitions.length])).toEqual([
    ['pollToken done', 2],
    ['pollToken failed', 1],
  ])
})

test('ways that stay, and those to a state that almost all lead to, are written into the box; on demand, all are drawn', () => {
  const box = pictureOf(deviceFlow).boxes.find(({ state }) => state.path === 'awaitingUser')
  expect(box?.rows.map(({ text }) => text)).toEqual([
    'cancel → idle',
    'sessionChanged → idle',
    'sessionChanged → authorized',
  ])
  expect(box?.children.find(({ state }) => state.key === 'waiting')?.rows.map(({ text }) => text)).toEqual([
    'hint ↺',
    'sleep done → error',
    'sleep failed → error',
  ])
  const drawn = pictureOf(deviceFlow, true).arrows.map(({ from, to }) => [from, to])
  expect(drawn).toContainEqual(['awaitingUser', 'idle'])
})

test.each([
  ['a device login', pictureOf(deviceFlow)],
  ['a device login with every arrow', pictureOf(deviceFlow, true)],
  ['a parallel machine with a way from its root', pictureOf(player)],
])('in the picture of %s no label covers another one or a box without children', async (_what, picture) => {
  const { boxes, arrows } = await layOut(picture, new ELK())
  const labels: Place[] = arrows.flatMap((arrow) => arrow.labels)
  const leaves: Place[] = boxes.filter(({ box }) => box.children.length === 0)
  expect(labels.length).toBeGreaterThan(2)
  for (const label of labels) {
    expect([...labels, ...leaves].filter((other) => other !== label && overlap(label, other))).toEqual([])
  }
  expect(arrows.filter(({ points }) => points.length < 2)).toEqual([])
})

function overlap(one: Place, other: Place): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  )
}

test.each([
  ['the live state and those around it', deviceFlow, { awaitingUser: 'waiting' }, ['cancel', 'hint', 'sessionChanged']],
  ['a state that knows none from outside', deviceFlow, 'elsewhere', []],
  ['parallel regions and the root, without wildcards', player, { picture: 'off', sound: 'mute' }, ['GO', 'RESET']],
] as [string, Chart, Json, string[]][])(
  'the events that can be sent are those of %s',
  (_what, chart, value, events) => {
    expect(acceptedEvents(chart, value)).toEqual(events)
  },
)

test.each([
  ['nothing', undefined, 'no definition'],
  ['text', 'chart', 'no definition'],
  [
    'too many states',
    { states: Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`s${index}`, {}])) },
    'more than 500',
  ],
  ['too deep a nesting', nested(30), 'deeper than 20'],
] as [string, Json | undefined, string][])(
  'a definition with %s is refused, with the reason',
  (_what, definition, reason) => {
    expect(() => readDefinition(definition)).toThrow(reason)
  },
)

function nested(depth: number): Json {
  return depth === 0 ? {} : { states: { inner: nested(depth - 1) } }
}

test('a definition of odd shapes is read as far as it makes sense', () => {
  const chart = readDefinition({
    key: 5,
    states: {
      one: { on: 'x', transitions: [null, 4, { target: 'two', eventType: {} }], tags: 'x', invoke: {} },
      two: null,
    },
  })
  expect([...chart.states.keys()]).toEqual(['', 'one'])
  expect(pictureOf(chart).boxes).toHaveLength(1)
})

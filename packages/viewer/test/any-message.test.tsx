import { isInspectionMessage, type ActorMessage, type InspectionMessage } from '@device-flow/inspect'
import { fireEvent, render } from '@testing-library/react'
import ELK from 'elkjs/lib/elk.bundled.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loginsOf, loginToShow } from '../src/page/actors/actor-tree.ts'
import { ChartPicture } from '../src/page/chart/chart-picture.tsx'
import { layOut } from '../src/page/chart/layout.ts'
import { lightsOf } from '../src/page/chart/lights.ts'
import { pictureOf } from '../src/page/chart/picture.ts'
import { readDefinition } from '../src/page/chart/read-definition.ts'
import { StateList } from '../src/page/chart/state-list.tsx'
import { Player } from '../src/page/transcript/player.tsx'
import { readRecording } from '../src/page/transcript/recording.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { shownAt } from '../src/page/transcript/shown-at.ts'
import { Watch } from '../src/page/watch.tsx'
import type { Model } from '../src/page/model/model.ts'
import { modelOf, recordLogin } from './support/recorded-login.ts'

// What passes the check of messages throws in no panel, and keeps none busy, whatever it says.

const login = recordLogin({ polls: ['pending', 'slowDown', { fault: 'offline' }, 'denied'] })
await login.services.clock.advance(60_000)
const real = login.messages()
const definition = (real[0] as ActorMessage).definition

/** Shows every panel, once with and once without an event that is chosen. */
function show(model: Model): string {
  const logins = loginsOf(model)
  const actor = loginToShow(logins)?.root ?? [...model.actors.values()][0]
  if (!actor) return ''
  const { container, unmount } = render(
    <Watch {...{ model, logins, actor }} isRecorded={false} onChoose={() => {}} onSend={() => {}} />,
  )
  let said = container.textContent
  const services = container.querySelector('.panel-events input[type=checkbox]')
  if (services) fireEvent.click(services)
  for (const option of [...container.querySelectorAll('[role=option]')].slice(-1)) {
    fireEvent.click(option)
    said += container.textContent
  }
  unmount()
  return said
}

/** Shows the first and the last step, with the player. */
function showRecording(messages: readonly InspectionMessage[]): string {
  const recording = readRecording('fuzz.jsonl', transcriptOf(messages))
  if (recording.steps.length === 0) return ''
  return [0, recording.steps.length - 1]
    .map((step) => {
      const { container, unmount } = render(
        <Player recording={recording} step={step} onGoTo={() => {}} onClose={() => {}} />,
      )
      const said = container.textContent
      unmount()
      return said + show(shownAt(recording, step).model)
    })
    .join('')
}

/** What every panel says of messages that have passed the check, live and as a transcript. */
function shown(messages: readonly InspectionMessage[]): string {
  return show(modelOf(messages)) + showRecording(messages)
}

const FAILURE = 'can not show this'

const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1e300, -1e300, 1.79e308, -1.79e308, 5e-324, 8.64e15, -8.64e15, 8.64e15 + 2),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)
const word = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '.',
    'a.b',
    '#',
    '*',
    'NaN',
    '[secret]',
    'x'.repeat(100_000),
  ),
  fc.constantFrom('.'.repeat(100_000), 'a.'.repeat(50_000), '\u0000', '\uD800', '<b>', 'polling', 'xstate.init'),
  fc.string(),
)
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    word,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** The name of any member that real messages have. */
const memberName = fc.constantFrom(...namesIn(real))

function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return names
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name)
    namesIn(member, names)
  }
  return names
}

const strange = fc.oneof(json, fc.dictionary(memberName, json, { maxKeys: 6 }))

/** Puts a strange value in the place of every member of a name, wherever it is. */
function changed(value: unknown, name: string, put: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, name, put))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === name ? put : changed(member, name, put)]),
  )
}

test('a real login in which any member was exchanged for anything is shown in every panel', () => {
  fc.assert(
    fc.property(memberName, strange, (name, put) => {
      const messages = real
        .map((message) => JSON.parse(JSON.stringify(changed(message, name, put))) as unknown)
        .filter(isInspectionMessage)
      expect(shown(messages)).not.toContain(FAILURE)
    }),
    { numRuns: 20 },
  )
}, 120_000)

const about = { protocol: 1, rootId: 'x:0', sessionId: 'x:0' }

test('messages that only look like a login are shown in every panel', () => {
  const instant = number.filter((at) => Math.abs(at) <= 8.64e15)
  const snapshot = fc.record(
    { value: strange, context: strange, input: strange, output: strange, error: strange },
    { requiredKeys: [] },
  )
  const event = fc.record({ output: strange, error: strange, input: strange }, { requiredKeys: [] })
  fc.assert(
    fc.property(strange, fc.array(fc.tuple(word, event, snapshot, instant), { maxLength: 4 }), (drawn, told) => {
      const first = {
        ...about,
        type: 'actor',
        id: 'x',
        sequence: 1,
        at: 0,
        definition: drawn,
        snapshot: { status: 'active' },
      }
      const rest = told.map(([type, members, state, at], index) => ({
        ...about,
        type: 'snapshot',
        sequence: index + 2,
        at,
        event: { ...members, type },
        snapshot: { ...state, status: 'active' },
        taken: [{ from: type, event: type, to: type, why: type }],
      }))
      const messages = [first, ...rest].map((message) => JSON.parse(JSON.stringify(message)) as unknown)
      expect(shown(messages.filter(isInspectionMessage))).not.toContain(FAILURE)
    }),
    { numRuns: 40 },
  )
}, 120_000)

/** A login that has told one poll, with what it is said to have planned. */
function onePoll(cadence: object): InspectionMessage[] {
  const snapshot = { status: 'active', value: 'polling', context: { cadence } }
  return [
    { ...about, type: 'actor', id: 'x', sequence: 1, at: 0, definition, snapshot },
    {
      ...about,
      type: 'actor',
      id: 'y',
      sequence: 2,
      at: 0,
      sessionId: 'x:1',
      parentId: 'x:0',
      src: 'pollToken',
      snapshot: { status: 'active' },
    },
  ] as InspectionMessage[]
}

const deep = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}"b"${'}'.repeat(depth)}`)
const many = <Value,>(count: number, make: (index: number) => Value): Record<string, Value> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, make(index)]))
const withValue = (value: unknown): InspectionMessage[] =>
  [{ ...(real[0] as object), snapshot: { status: 'active', value } }, ...real.slice(1, 4)] as InspectionMessage[]
const withDefinition = (drawn: unknown): InspectionMessage[] =>
  [{ ...(real[0] as object), definition: drawn }, ...real.slice(1)] as InspectionMessage[]
const transition = { eventType: 'go', source: 's', target: ['#t'], actions: [] }

test.each<[string, InspectionMessage[]]>([
  ['an interval without end', onePoll({ intervalMs: 1.79e308, lastResponseAt: 0 })],
  ['an interval below zero', onePoll({ intervalMs: -1.79e308, lastResponseAt: 1.79e308 })],
  ['a last reply long before time', onePoll({ intervalMs: 5000, lastResponseAt: -1.79e308 })],
  ['no interval', onePoll({ intervalMs: 0, lastResponseAt: 0 })],
  ['a state nested 190 times', withValue(deep(190))],
  ['a state of 20 000 regions', withValue(many(20_000, () => ({ on: 'off' })))],
  ['a state with a path of 50 000 parts', withValue('a.'.repeat(50_000))],
  [
    'states whose names are long, within each other',
    withValue({ ['x'.repeat(99_999)]: { ['y'.repeat(99_999)]: deep(50) } }),
  ],
  ['a state that is named like a prototype', withValue(JSON.parse('{"__proto__":{"constructor":"toString"}}'))],
  ['a definition that is text', withDefinition('machine')],
  ['a definition that is a list', withDefinition([1, 2])],
  ['a definition of nothing', withDefinition({})],
  ['a definition whose id is no text', withDefinition({ id: { toString: 1, valueOf: 1 }, states: { a: {} } })],
  [
    'a definition of 100 000 ways',
    withDefinition({ id: 'm', states: { s: { transitions: Array.from({ length: 100_000 }, () => transition) } } }),
  ],
  [
    'a definition of ways to 100 000 states',
    withDefinition({ id: 'm', transitions: [{ ...transition, target: Array.from({ length: 100_000 }, () => '#t') }] }),
  ],
  [
    'a definition of 100 000 services',
    withDefinition({
      id: 'm',
      states: { s: { invoke: Array.from({ length: 100_000 }, () => ({ id: 'a', src: 'b' })) } },
    }),
  ],
  ['a definition within a definition, 190 times', withDefinition(deepDefinition(190))],
  [
    'two states of one path',
    withDefinition({ id: 'm', states: { 'a.b': {}, a: { states: { b: {}, '': {} } }, '': {} } }),
  ],
  [
    'a login that is its own parent',
    real.map((message) => (message.type === 'actor' ? { ...message, parentId: message.sessionId } : message)),
  ],
  [
    'two logins that are each other’s root',
    [
      { ...(real[0] as ActorMessage), sessionId: 'x:0', rootId: 'x:0' },
      { ...(real[0] as ActorMessage), sequence: 2, sessionId: 'x:1', rootId: 'x:2' },
      { ...(real[0] as ActorMessage), sequence: 3, sessionId: 'x:2', rootId: 'x:1' },
    ],
  ],
  [
    'the first and the last time that there is',
    real.map((message, index) => ({ ...message, at: index % 2 === 0 ? 8.64e15 : -8.64e15 })),
  ],
])(
  '%s is shown in every panel',
  (_what, messages) => {
    const overTheWire = JSON.parse(JSON.stringify(messages)) as InspectionMessage[]
    expect(overTheWire.every(isInspectionMessage)).toBe(true)
    expect(shown(overTheWire)).not.toContain(FAILURE)
  },
  60_000,
)

function deepDefinition(depth: number): unknown {
  return JSON.parse(`${'{"states":{"a":'.repeat(depth / 2)}{}${'}}'.repeat(depth / 2)}`)
}

test('a chart out of anything is drawn, or listed with the reason why it is not', async () => {
  const node = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.record(
      {
        key: word,
        id: fc.constantFrom('m', 'm.a', 'm.b', ''),
        type: word,
        description: strange,
        initial: fc.record({ target: fc.array(fc.constantFrom('#m', '#m.a', '#nowhere')) }, { requiredKeys: [] }),
        invoke: strange,
        tags: strange,
        states: fc.dictionary(
          fc.constantFrom('a', 'b', '', '__proto__', 'a.b'),
          fc.oneof({ depthSize: 'small' }, strange, tie('node')),
          { maxKeys: 3 },
        ),
        transitions: fc.array(
          fc.record(
            {
              eventType: word,
              target: fc.array(fc.constantFrom('#m', '#m.a', '#m.b', '#nowhere')),
              guard: strange,
              actions: strange,
            },
            { requiredKeys: [] },
          ),
          { maxLength: 4 },
        ),
      },
      { requiredKeys: ['states'] },
    ),
  })).node
  await fc.assert(
    fc.asyncProperty(node, strange, async (drawn, value) => {
      const chart = readDefinition(JSON.parse(JSON.stringify(drawn)))
      const layout = await layOut(pictureOf(chart), new ELK()).catch(() => undefined)
      const lights = lightsOf(JSON.parse(JSON.stringify(value)), new Map(), [])
      const draw = (): void => {
        if (layout) render(<ChartPicture {...{ chart, layout, lights }} onPoint={() => {}} />).unmount()
        else render(<StateList {...{ chart, lights }} problem="" />).unmount()
      }
      expect(draw).not.toThrow()
    }),
    { numRuns: 40 },
  )
}, 120_000)

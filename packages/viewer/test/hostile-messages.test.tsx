import { isInspectionMessage, type ActorMessage, type InspectionMessage } from '@device-flow/inspect'
import { expect, test } from 'vitest'
import { FAILURE, shown } from './support/every-panel.tsx'
import { realMessages } from './support/real-messages.ts'

const definition = (realMessages[0] as ActorMessage).definition

const about = { protocol: 1, rootId: 'x:0', sessionId: 'x:0' }

/** A login that was seen to poll once, with what it is said to have planned. */
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
  [
    { ...(realMessages[0] as object), snapshot: { status: 'active', value } },
    ...realMessages.slice(1, 4),
  ] as InspectionMessage[]
const withDefinition = (drawn: unknown): InspectionMessage[] =>
  [{ ...(realMessages[0] as object), definition: drawn }, ...realMessages.slice(1)] as InspectionMessage[]
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
    realMessages.map((message) => (message.type === 'actor' ? { ...message, parentId: message.sessionId } : message)),
  ],
  [
    'two logins that are each other’s root',
    [
      { ...(realMessages[0] as ActorMessage), sessionId: 'x:0', rootId: 'x:0' },
      { ...(realMessages[0] as ActorMessage), sequence: 2, sessionId: 'x:1', rootId: 'x:2' },
      { ...(realMessages[0] as ActorMessage), sequence: 3, sessionId: 'x:2', rootId: 'x:1' },
    ],
  ],
  [
    'the first and the last time that there is',
    realMessages.map((message, index) => ({ ...message, at: index % 2 === 0 ? 8.64e15 : -8.64e15 })),
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

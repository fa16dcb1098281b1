import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInspectionMessage, readTranscript } from '../src/index.ts'
import { readInspectionEnvelope } from '../src/websocket.ts'
import { logins, runLogin } from './logins.ts'
import { collect } from './support.ts'

const { messages, transport } = collect()
await runLogin('refresh', { transports: [transport] })
const [actor, event, snapshot] = (['actor', 'event', 'snapshot'] as const).map((kind) =>
  messages.find(({ type }) => type === kind),
) as [object, object, object]

/** How a message fares that comes by a file, and one that comes live. */
function taken(message: unknown): { live: boolean; file: boolean } {
  const line = JSON.stringify(message)
  const file = `{"type":"device-flow-transcript","version":1}\n${line}`
  return {
    live: readInspectionEnvelope({ deviceFlow: 'inspection', message: JSON.parse(line) }) !== undefined,
    file: readTranscript(file).messages.length === 1,
  }
}

test.each(Object.keys(logins))('every message of a real inspector is one: %s', async (name) => {
  const told = collect()
  await runLogin(name, { transports: [told.transport] })
  expect(told.messages.filter((message) => !isInspectionMessage(JSON.parse(JSON.stringify(message))))).toEqual([])
})

const long = 'x'.repeat(10_000_000)
const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)

describe('from a file and from elsewhere, a message is passed over that has', () => {
  test.each<[string, object]>([
    ['a time that no calendar has', { ...event, at: 1e300 }],
    ['a time before all calendars', { ...event, at: -1e300 }],
    ['a time one millisecond after the last', { ...event, at: 8.64e15 + 1 }],
    ['a time that is no number', { ...event, at: Number.NaN }],
    ['a time in words', { ...event, at: '2026-01-01' }],
    ['no time', { ...event, at: undefined }],
    ['a number that is text', { ...event, sequence: '1' }],
    ['a number that is none', { ...event, sequence: 1.5 }],
    ['a number that is no exact one', { ...event, sequence: 1e300 }],
    ['an unknown type', { ...event, type: 'script' }],
    ['the name of a type that every object has', { ...event, type: 'constructor' }],
    ['another protocol', { ...event, protocol: 2 }],
    ['a login whose id is a number', { ...event, rootId: 0 }],
    ['an event that is text', { ...event, event: 'start' }],
    ['an event whose type is a number', { ...event, event: { type: 5 } }],
    ['a parent that is an object', { ...actor, parentId: {} }],
    ['a service that is a list', { ...actor, src: ['pollToken'] }],
    ['an unknown status', { ...snapshot, snapshot: { status: 'odd' } }],
    ['tags that are objects', { ...snapshot, snapshot: { status: 'active', tags: [{}] } }],
    ['reasons that are objects', { ...snapshot, taken: [{ from: 'a', event: 'b', why: {} }] }],
    ['an explanation that is text', { ...snapshot, explained: 'because' }],
    ['an explanation without words', { ...snapshot, explained: { code: 'x', meaning: {}, whatToDo: '' } }],
    ['a text of 10 MB', { ...event, event: { type: 'x', text: long } }],
    ['a name of 10 MB', { ...event, event: { type: 'x', [long]: 1 } }],
    ['a login whose id is 10 MB', { ...event, rootId: long }],
    ['a context that is nested beyond reading', { ...snapshot, snapshot: { status: 'active', context: nested(1000) } }],
    ['a state that is nested beyond reading', { ...actor, snapshot: { status: 'active', value: nested(201) } }],
  ])('%s', (_what, message) => {
    const valid = `{"type":"device-flow-transcript","version":1}\n${JSON.stringify(actor)}`
    expect(taken(message)).toEqual({ live: false, file: false })
    expect(readTranscript(`${valid}\n${JSON.stringify(message)}`).problems).toEqual([
      { line: 3, what: expect.stringMatching(/no message of an inspector|is not known here|is of version/) as string },
    ])
  })
})

describe('both take a message that has', () => {
  test.each<[string, object]>([
    ['a time before the epoch', { ...event, at: -1 }],
    ['the last time that there is', { ...event, at: 8.64e15 }],
    ['the first time that there is', { ...event, at: -8.64e15 }],
    ['a number below zero', { ...event, sequence: -4 }],
    ['a definition that is no machine', { ...actor, definition: 'hello' }],
    ['itself as a parent', { ...actor, parentId: 'x:0' }],
    ['a state of many regions', { ...snapshot, snapshot: { status: 'active', value: nested(100) } }],
    ['members that nobody knows', { ...event, more: [1, 2] }],
  ])('%s', (_what, message) => {
    expect(taken(message)).toEqual({ live: true, file: true })
    expect(() => new Date((message as { at: number }).at).toISOString()).not.toThrow()
  })
})

test('a message that the name of its prototype is hidden in stays data', () => {
  const message: unknown = JSON.parse(`{"__proto__":${JSON.stringify(event)}}`)
  expect(isInspectionMessage(message)).toBe(false)
  expect(isInspectionMessage(JSON.parse(`{"__proto__":{"at":1e300},${JSON.stringify(event).slice(1)}`))).toBe(true)
})

test('an object within itself, as windows can send it, is none, and is found out soon', () => {
  const circle: Record<string, unknown> = { ...event }
  Object.assign(circle, { one: circle, other: circle })
  expect(isInspectionMessage(circle)).toBe(false)
})

test('whatever JSON there is, both say the same of it, and its time can be written', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e300, -1e300, 8.64e15, 8.64e15 + 2, -0))
  const member = fc.oneof(fc.constantFrom(...Object.keys({ ...actor, ...event, ...snapshot })), fc.string())
  const change = fc.dictionary(member, fc.oneof(number, fc.jsonValue()), { maxKeys: 2 })
  fc.assert(
    fc.property(fc.constantFrom(actor, event, snapshot), change, (message, changes) => {
      const changed: unknown = JSON.parse(JSON.stringify({ ...message, ...changes }))
      const valid = isInspectionMessage(changed)
      expect(taken(changed)).toEqual({ live: valid, file: valid })
      expect(() => valid && new Date(changed.at).toISOString()).not.toThrow()
    }),
    { numRuns: 500 },
  )
})

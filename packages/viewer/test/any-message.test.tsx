import { isInspectionMessage } from '@device-flow/inspect'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memberName, number, strange, word } from './support/any-json.ts'
import { FAILURE, shown } from './support/every-panel.tsx'
import { realMessages } from './support/real-messages.ts'

// What passes the check of messages throws in no panel, and keeps none busy, whatever it says.

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
      const messages = realMessages
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

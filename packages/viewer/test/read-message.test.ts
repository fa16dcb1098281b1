// @vitest-environment node
import { expect, test } from 'vitest'
import { readMessage } from '../src/page/connection/read-message.ts'
import { recordLogin } from './support/recorded-login.ts'

const messages = recordLogin().messages()
const [actor, event, snapshot] = (['actor', 'event', 'snapshot'] as const).map((which) =>
  messages.find(({ type }) => type === which),
)

test('every message of a real inspector is understood', async () => {
  const login = recordLogin({ polls: ['pending', { fault: 'offline' }, 'granted'] })
  await login.services.clock.advance(60_000)
  for (const message of login.messages()) {
    const overTheWire = JSON.parse(JSON.stringify(message)) as unknown
    expect(readMessage('one', overTheWire)).toEqual({ type: 'message', source: 'one', message: overTheWire })
  }
})

test.each([
  ['nothing', undefined],
  ['text', 'message'],
  ['a list', [actor]],
  ['no type', { ...actor, type: undefined }],
  ['an unknown type', { ...actor, type: 'script' }],
  ['no protocol', { ...actor, protocol: undefined }],
  ['a sequence that is no number', { ...actor, sequence: '1' }],
  ['a time that no calendar has', { ...actor, at: 1e300 }],
  ['a time that is not a number', { ...actor, at: Number.NaN }],
  ['an actor without an id', { ...actor, id: undefined }],
  ['an actor without a snapshot', { ...actor, snapshot: null }],
  ['an actor whose service is an object', { ...actor, src: { toString: 'x' } }],
  ['an event without a type', { ...event, event: {} }],
  ['a sender that is no name', { ...event, sourceId: 4 }],
  ['a snapshot of no known status', { ...snapshot, snapshot: { status: 'odd' } }],
  ['tags that are no texts', { ...snapshot, snapshot: { status: 'active', tags: [{}] } }],
  ['transitions that are none', { ...snapshot, taken: [null] }],
  ['no transitions', { ...snapshot, taken: undefined }],
])('a message with %s is nonsense', (_what, message) => {
  expect(readMessage('one', message)).toEqual({ type: 'invalid' })
})

test('a message that is nested beyond reading is nonsense, and read without running out of stack', () => {
  const bomb = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown
  expect(readMessage('one', { ...event, event: { type: 'x', bomb } })).toEqual({ type: 'invalid' })
})

test('an inspector of another version is told from nonsense', () => {
  expect(readMessage('one', { protocol: 2, anything: 'else' })).toEqual({ type: 'otherProtocol', protocol: 2 })
})

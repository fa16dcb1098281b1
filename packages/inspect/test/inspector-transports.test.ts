import { expect, test, vi } from 'vitest'
import { createInspector } from '../src/index.ts'
import type { InspectionMessage, InspectionTransport } from '../src/index.ts'
import { collect, polls, watchedLogin } from './support.ts'

test('an inspector without a transport is a mistake that is told at once', () => {
  expect(() => createInspector({})).toThrow(TypeError)
  expect(() => createInspector({ transports: [] })).toThrow('consoleTransport()')
})

test('after it is closed, an inspector tells nothing any more', async () => {
  const { messages, transport, inspector } = collect()
  const close = vi.fn<() => void>()
  const login = watchedLogin({ transport: { ...transport, close } })
  login.start()
  await login.inspector.close()
  expect(close).toHaveBeenCalledOnce()
  const told = messages.length
  expect(told).toBeGreaterThan(0)
  await login.clock.advance(20_000)
  inspector().receive({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } })
  expect(messages).toHaveLength(told)
  expect(login.state()).toBe('awaitingUser')
})

// Transports that fail.

const broken: [string, InspectionTransport][] = [
  ['throws when it opens', { open: fail, send() {} }],
  ['throws when it sends', { send: fail, close: fail }],
  ['rejects when it sends', { send: () => Promise.reject(new Error('broken')) }],
]

function fail(): never {
  throw new Error('broken')
}

test.each(broken)(
  'a transport that %s does not disturb the login, nor the other transports',
  async (_how, transport) => {
    const { messages, transport: sound } = collect()
    const login = watchedLogin({ transports: [transport, sound], script: { polls } })
    login.start()
    expect(await login.decided()).toBe('authorized')
    expect(messages.length).toBeGreaterThan(40)
    await expect(login.inspector.close()).resolves.toBeUndefined()
  },
)

test('a transport that never gets done with closing is left to itself', async () => {
  vi.useFakeTimers()
  const login = watchedLogin({ transport: { send() {}, close: () => new Promise<void>(() => {}) } })
  const close = login.inspector.close()
  await vi.advanceTimersByTimeAsync(2_500)
  vi.useRealTimers()
  await expect(close).resolves.toBeUndefined()
})

test('a transport that fails again and again is closed, and told no more', async () => {
  const send = vi.fn<InspectionTransport['send']>(fail)
  const close = vi.fn<() => void>()
  const login = watchedLogin({ transport: { send, close }, script: { polls } })
  login.start()
  await login.decided()
  await login.inspector.close()
  expect(send).toHaveBeenCalledTimes(5)
  expect(close).toHaveBeenCalledOnce()
})

test('one that fails now and then goes on', async () => {
  let count = 0
  const send = vi.fn<InspectionTransport['send']>(() => (count++ % 2 === 0 ? fail() : undefined))
  const login = watchedLogin({ transport: { send }, script: { polls } })
  login.start()
  await login.decided()
  expect(send.mock.calls.length).toBeGreaterThan(40)
})

test('a viewer that answers from within a message is heard, and what it does is told afterwards', async () => {
  const told: InspectionMessage[] = []
  const { transport, inspector } = collect()
  const login = watchedLogin({
    transport: {
      ...transport,
      send(message) {
        told.push(message)
        inspector().receive({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } })
        inspector().backlog()
      },
    },
  })
  login.start()
  await login.clock.advance(0)
  expect(login.state()).toBe('idle')
  login.inspector.flush()
  expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index + 1))
  expect(told.at(-1)).toMatchObject({ event: { type: 'cancel' }, snapshot: { value: { idle: 'ready' } } })
})

test('a transport that sets off an event for each message does not keep the process from its other work', async () => {
  let sent = 0
  const login = watchedLogin({
    transport: {
      send() {
        sent++
        login.actor.send({ type: 'hint' })
      },
    },
  })
  login.start()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await login.inspector.close()
  expect(sent).toBeGreaterThan(3)
})

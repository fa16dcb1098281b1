import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { assign, createActor, createMachine } from 'xstate'
import { createInspector } from '../src/index.ts'
import { collect, watchedLogin } from './support.ts'

// What a viewer that comes late is told.

test('a viewer that comes late is told which logins live, and what happened lately', async () => {
  const { messages, transport, inspector } = collect()
  const login = watchedLogin({ transport, limit: 3, script: { polls: ['pending', 'pending', 'pending', 'pending'] } })
  login.start()
  await login.clock.advance(17_000)
  const backlog = inspector().backlog()
  const [root, services] = backlog.slice(0, -3)
  expect(root).toMatchObject({
    type: 'actor',
    definition: { id: 'deviceFlow' },
    snapshot: { value: 'polling' },
  })
  expect(services).toMatchObject({ src: 'services', snapshot: { status: 'active', input: { type: 'pollToken' } } })
  expect(backlog.slice(-3)).toEqual(messages.slice(-3))
})

test('what is kept for late viewers is bounded, and logins that are over are forgotten', async () => {
  const { transport, inspector } = collect()
  const watcher = createInspector({ transport, limit: 10 })
  const machine = createDeviceFlowMachine(createScriptedServices())
  for (let count = 0; count < 600; count++) {
    const actor = createActor(machine, { inspect: watcher.inspect })
    if (count % 2 === 0) actor.start().stop()
    watcher.flush()
  }
  const backlog = inspector().backlog()
  expect(backlog.length).toBeLessThanOrEqual(410)
  const latest = new Set(backlog.slice(-10).map(({ sessionId }) => sessionId))
  const living = backlog.filter(({ type, sessionId }) => type === 'actor' && !latest.has(sessionId))
  expect(living.length).toBeGreaterThan(200)
  expect(living.every((message) => message.type === 'actor' && message.snapshot.status === 'active')).toBe(true)
})

// Events from viewers.

test('a viewer can send a login the events that a person could', async () => {
  const { transport, inspector } = collect()
  const login = watchedLogin({ transport })
  login.actor.start()
  const send = (event: object): void => inspector().receive({ type: 'send', sessionId: login.actor.sessionId, event })
  await login.clock.advance(0)
  send({ type: 'start', request: { scope: 'openid' } })
  expect(login.state()).toBe('requesting')
  await login.clock.advance(1_000)
  expect(login.services.calls('requestDeviceAuthorization')[0]?.input).toEqual({ scope: 'openid' })
  send({ type: 'cancel' })
  expect(login.state()).toBe('idle')
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'cancel'],
  ['no event', { type: 'send' }],
  ['an event without a type', { type: 'send', event: {} }],
  ['an event whose type is none', { type: 'send', event: { type: 5 } }],
  [
    "an event of XState's own",
    { type: 'send', event: { type: 'xstate.done.actor.services.pollToken', output: { type: 'granted' } } },
  ],
  ['a stop', { type: 'send', event: { type: 'xstate.stop' } }],
  ['a wildcard', { type: 'send', event: { type: '*' } }],
  ['an event that does not fit the state', { type: 'send', event: { type: 'signOut' } }],
  ['an event that nobody knows', { type: 'send', event: { type: 'constructor' } }],
])('what makes no sense is dropped: %s', async (_what, message) => {
  const { messages, transport, inspector } = collect()
  const login = watchedLogin({ transport })
  login.start()
  await login.clock.advance(1_000)
  const { sessionId } = login.actor
  const told = messages.length
  for (const id of [sessionId, 'x:99999', 5]) {
    const addressed = typeof message === 'object' ? { ...message, sessionId: id } : message
    expect(() => inspector().receive(addressed)).not.toThrow()
  }
  await login.clock.advance(0)
  expect(login.actor.getSnapshot()).toMatchObject({ status: 'active', value: { awaitingUser: 'waiting' } })
  expect(messages).toHaveLength(told)
})

test("nor what XState itself would make of it: a service's answer, or a wildcard", async () => {
  const { transport, inspector } = collect()
  const login = watchedLogin({ transport })
  const greedy = createActor(createMachine({ context: { eaten: 0 }, on: { '*': { actions: assign({ eaten: 1 }) } } }), {
    inspect: login.inspector.inspect,
  }).start()
  login.start()
  await login.clock.advance(1_000)
  const send = ({ sessionId }: { sessionId: string }, type: string): void =>
    inspector().receive({ type: 'send', sessionId, event: { type } })
  send(login.actor, 'xstate.done.actor.services.sleep')
  expect(login.state()).toBe('awaitingUser')
  send(greedy, 'anything.*')
  expect(greedy.getSnapshot().context.eaten).toBe(0)
  send(greedy, 'anything')
  expect(greedy.getSnapshot().context.eaten).toBe(1)
})

test('nor what is meant for a machine within a machine', async () => {
  const { messages, transport, inspector } = collect()
  const watcher = createInspector({ transport })
  const child = createMachine({ context: { moved: false }, on: { move: { actions: assign({ moved: true }) } } })
  const parent = createActor(createMachine({ invoke: { src: child, id: 'child' } }), {
    inspect: watcher.inspect,
  }).start()
  watcher.flush()
  const { sessionId } = messages.find((message) => message.type === 'actor' && message.id === 'child') ?? {}
  inspector().receive({ type: 'send', sessionId, event: { type: 'move' } })
  expect(parent.getSnapshot().children.child?.getSnapshot().context.moved).toBe(false)
})

test('an event for a service, or for a login that is over, is dropped', async () => {
  const { messages, transport, inspector } = collect()
  const login = watchedLogin({ transport })
  login.start()
  await login.clock.advance(0)
  const service = messages.find(({ sessionId }) => sessionId !== login.actor.sessionId)
  const told = messages.length
  inspector().receive({ type: 'send', sessionId: service?.sessionId, event: { type: 'leave' } })
  login.actor.stop()
  await login.clock.advance(0)
  inspector().receive({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } })
  expect(messages.slice(told).every(({ type }) => type === 'snapshot')).toBe(true)
})

import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, virtualEpoch } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { assign, createActor, createMachine } from 'xstate'
import { createInspector } from '../src/index.ts'
import type { InspectionMessage, InspectionTransport, SnapshotMessage } from '../src/index.ts'
import { collect, watchedLogin } from './support.ts'

const polls = ['pending', { fault: 'offline' }, 'granted'] as const

function snapshots(messages: readonly InspectionMessage[]): SnapshotMessage[] {
  return messages.filter((message) => message.type === 'snapshot')
}

test('a login is told from its first state to its last, each transition with why', async () => {
  const { ofLogin, transport } = collect()
  const login = watchedLogin({ transport, script: { polls } })
  login.start()
  expect(await login.decided()).toBe('authorized')
  const steps = snapshots(ofLogin()).flatMap(({ taken }) => taken)
  expect(steps.map(({ from, to, why }) => `${from} → ${to}: ${why}`)).toEqual([
    'idle → requesting: A person wants to sign in',
    'requesting.sending → awaitingUser: The server gave a code for the person and one for the device',
    'awaitingUser.planning → awaitingUser.coolingDown: A poll will be legal before the code is dead',
    'awaitingUser.coolingDown → polling: The interval has passed',
    'polling → awaitingUser: Not decided yet',
    'awaitingUser.planning → awaitingUser.coolingDown: A poll will be legal before the code is dead',
    'awaitingUser.coolingDown → polling: The interval has passed',
    'polling → awaitingUser: No usable answer: a blip, back off',
    'awaitingUser.planning → awaitingUser.coolingDown: A poll will be legal before the code is dead',
    'awaitingUser.coolingDown → awaitingUser.backingOff: A poll is legal, but the last ones failed',
    'awaitingUser.backingOff → polling: The back-off has passed',
    'polling → authorized: The person approved: tokens',
    'authorized.scheduling → authorized.untilRefresh: The access token will need renewal',
  ])
  expect(ofLogin()[0]).toMatchObject({ type: 'actor', at: virtualEpoch, snapshot: { status: 'active', value: 'idle' } })
  expect(ofLogin().at(-1)).toMatchObject({ snapshot: { value: { authorized: 'untilRefresh' }, tags: ['signedIn'] } })
})

test('its first message has the chart as XState defines it, with the transitions that need no event', () => {
  const { messages, transport } = collect()
  watchedLogin({ transport }).inspector.flush()
  const [message] = messages
  expect(message).toMatchObject({
    type: 'actor',
    protocol: 1,
    sequence: 1,
    definition: {
      id: 'deviceFlow',
      initial: { target: ['#deviceFlow.idle'] },
      states: {
        idle: {
          description: 'Nothing is under way.',
          on: { start: [{ target: ['#deviceFlow.requesting'], description: 'A person wants to sign in' }] },
          always: [
            { target: ['#deviceFlow.awaitingUser'], guard: 'hasPendingLogin' },
            { target: ['#deviceFlow.authorized'] },
          ],
        },
        polling: { tags: ['prompting'], invoke: [{ src: 'pollToken', id: '0.deviceFlow.polling' }] },
        authorized: { states: { scheduling: { always: [{ description: 'The access token will need renewal' }, {}] } } },
      },
    },
  })
})

test('the services are told as actors of their own, with what they were given and what they brought', async () => {
  const { messages, transport } = collect()
  const login = watchedLogin({ transport, script: { polls } })
  login.start()
  await login.decided()
  const born = messages.filter((message) => message.type === 'actor').slice(1)
  expect(born.map(({ src }) => src).slice(0, 3)).toEqual(['requestDeviceAuthorization', 'sleep', 'pollToken'])
  expect(new Set(born.map(({ parentId }) => parentId))).toEqual(new Set([login.actor.sessionId]))
  const poll = born.find(({ src }) => src === 'pollToken')
  expect(poll?.snapshot).toMatchObject({ input: { deviceCode: '[secret]', userCode: 'WDJB-MJHT', intervalMs: 5000 } })
  expect(poll).not.toHaveProperty('definition')
  const last = snapshots(messages).findLast(({ sessionId }) => sessionId === poll?.sessionId)
  expect(last?.snapshot).toEqual({ status: 'done', output: { type: 'pending', receivedAt: virtualEpoch + 5000 } })
  const fault = snapshots(messages).find(({ snapshot }) => snapshot.status === 'error')
  expect(fault?.snapshot.error).toMatchObject({ name: 'TransientFault', reason: 'offline' })
})

test('messages are numbered without a gap, in the order in which it happened, with the time at which it did', async () => {
  const { messages, transport } = collect()
  const login = watchedLogin({ transport, script: { polls } })
  login.start()
  await login.decided()
  expect(messages.map(({ sequence }) => sequence)).toEqual(messages.map((_, index) => index + 1))
  expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted((a, b) => a - b))
  expect(messages.at(-1)?.at).toBe(virtualEpoch + 20_000)
})

test('a login that was restored tells how it found its state', async () => {
  const { ofLogin, transport } = collect()
  const before = watchedLogin({ transport: collect().transport, script: { polls: ['granted'] } })
  before.start()
  await before.decided()
  const { tokens } = before.actor.getSnapshot().context
  if (!tokens) throw new Error('Not signed in')
  const input = { session: { version: 1, type: 'signedIn', tokens, refreshInFlight: false } } as const
  watchedLogin({ transport, input }).actor.start()
  await Promise.resolve()
  const [created, , started] = ofLogin()
  expect(created).toMatchObject({ snapshot: { value: { authorized: 'untilRefresh' } } })
  expect(started).toMatchObject({
    event: { type: 'xstate.init', input: { session: { tokens: { accessToken: '[secret]' } } } },
    taken: [{ from: 'idle', to: 'authorized', event: '', why: 'A restored session holds tokens' }, {}],
  })
})

test('what was not started yet is told as it is, even if it starts in the same breath', () => {
  const { messages, transport } = collect()
  const { actor, inspector } = watchedLogin({ transport })
  actor.start()
  actor.send({ type: 'start' })
  inspector.flush()
  expect(messages[0]).toMatchObject({ type: 'actor', snapshot: { value: 'idle' } })
})

test('one inspector watches many logins, and other machines too', async () => {
  const { messages, transport } = collect()
  const inspector = createInspector({ transport })
  const machines = [
    createDeviceFlowMachine(createScriptedServices()),
    createMachine({ id: 'other', context: { a: 1 } }),
  ]
  const actors = machines.map((machine) => createActor(machine as DeviceFlowMachine, { inspect: inspector.inspect }))
  for (const actor of actors) actor.start()
  inspector.flush()
  const roots = messages.filter((message) => message.type === 'actor')
  expect(roots.map(({ sessionId }) => sessionId)).toEqual(actors.map(({ sessionId }) => sessionId))
  expect(roots.map(({ definition }) => (definition as { id: string }).id)).toEqual(['deviceFlow', 'other'])
})

test('a machine that fails while it is created is told as failed, and fails as it would unwatched', () => {
  const { messages, transport } = collect()
  const machine = createMachine({
    context: () => {
      throw new Error('no context')
    },
  })
  const inspector = createInspector({ transport })
  const actor = createActor(machine, { inspect: inspector.inspect })
  inspector.flush()
  expect(actor.getSnapshot().status).toBe('error')
  expect(messages[0]).toMatchObject({ snapshot: { status: 'error', error: { message: 'no context' } } })
})

test('nothing is told within a transition of the login itself', () => {
  const { messages, transport } = collect()
  const { actor } = watchedLogin({ transport })
  actor.start()
  actor.send({ type: 'start' })
  expect(messages).toEqual([])
})

test('a secret that one message gave away is masked in all later ones', async () => {
  const { messages, transport } = collect()
  const login = watchedLogin({
    transport,
    script: {
      authorizations: [{ ok: { deviceCode: 'opaque-device-code' } }],
      polls: ['pending', { ended: 'refused', code: 'bad opaque-device-code' }],
    },
  })
  login.start()
  expect(await login.decided()).toBe('error')
  expect(login.actor.getSnapshot().context.error?.error).toBe('bad opaque-device-code')
  expect(JSON.stringify(messages)).toContain('bad [secret]')
  expect(JSON.stringify(messages)).not.toContain('opaque-device-code')
})

test('an inspector without a transport is a mistake that is told at once', () => {
  expect(() => createInspector({})).toThrow(TypeError)
  expect(() => createInspector({ transports: [] })).toThrow('consoleTransport()')
})

// What comes late, stays or goes.

test('a viewer that comes late is told which logins live, and what happened lately', async () => {
  const { messages, transport, inspector } = collect()
  const login = watchedLogin({ transport, limit: 3, script: { polls: ['pending', 'pending', 'pending', 'pending'] } })
  login.start()
  await login.clock.advance(17_000)
  const backlog = inspector().backlog()
  const [root, service, ...latest] = backlog
  expect(root).toMatchObject({
    type: 'actor',
    definition: { id: 'deviceFlow' },
    snapshot: { value: { awaitingUser: 'coolingDown' } },
  })
  expect(service).toMatchObject({ type: 'actor', src: 'sleep', snapshot: { status: 'active' } })
  expect(latest).toEqual(messages.slice(-3))
})

test('what is kept for late viewers is bounded, and logins that are over are forgotten', async () => {
  const { transport, inspector } = collect()
  const watcher = createInspector({ transport, limit: 10 })
  for (let count = 0; count < 300; count++) {
    const actor = createActor(createDeviceFlowMachine(createScriptedServices()), { inspect: watcher.inspect })
    if (count % 2 === 0) actor.start().stop()
    watcher.flush()
  }
  const backlog = inspector().backlog()
  expect(backlog.length).toBeLessThanOrEqual(210)
  const latest = new Set(backlog.slice(-10).map(({ sessionId }) => sessionId))
  const living = backlog.filter(({ type, sessionId }) => type === 'actor' && !latest.has(sessionId))
  expect(living.length).toBeGreaterThan(100)
  expect(living.every((message) => message.type === 'actor' && message.snapshot.status === 'active')).toBe(true)
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
    { type: 'send', event: { type: 'xstate.done.actor.0.deviceFlow.polling', output: { type: 'granted' } } },
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
  expect(login.actor.getSnapshot()).toMatchObject({ status: 'active', value: { awaitingUser: 'coolingDown' } })
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
  send(login.actor, 'xstate.done.actor.0.deviceFlow.awaitingUser.coolingDown')
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
  expect(parent.getSnapshot().children['child']?.getSnapshot().context.moved).toBe(false)
})

test('an event for a service, or for a login that is over, is dropped', async () => {
  const { messages, transport, inspector } = collect()
  const login = watchedLogin({ transport })
  login.start()
  await login.clock.advance(0)
  const service = messages.find(({ sessionId }) => sessionId !== login.actor.sessionId)
  const told = messages.length
  inspector().receive({ type: 'send', sessionId: service?.sessionId, event: { type: 'cancel' } })
  login.actor.stop()
  await login.clock.advance(0)
  inspector().receive({ type: 'send', sessionId: login.actor.sessionId, event: { type: 'cancel' } })
  expect(messages.slice(told).every(({ type }) => type === 'snapshot')).toBe(true)
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
  expect(told.at(-1)).toMatchObject({ event: { type: 'cancel' }, snapshot: { value: 'idle' } })
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

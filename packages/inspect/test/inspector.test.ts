import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices, virtualEpoch } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { createActor, createMachine, fromPromise } from 'xstate'
import { createInspector } from '../src/index.ts'
import type { ActorMessage, InspectionMessage, SnapshotMessage } from '../src/index.ts'
import { collect, polls, watchedLogin } from './support.ts'

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
    'awaitingUser.waiting → polling: The interval has passed',
    'polling → awaitingUser: Not decided yet',
    'awaitingUser.waiting → polling: The interval has passed',
    'polling → awaitingUser: No usable answer: a blip, back off',
    'awaitingUser.waiting → awaitingUser.backingOff: A poll is legal, but the last ones failed, or the login was restored',
    'awaitingUser.backingOff → polling: The back-off has passed',
    'polling → authorized: The person approved: tokens',
    'authorized.scheduling → authorized.waitingForRefresh: The access token will need renewal',
  ])
  expect(ofLogin()[0]).toMatchObject({
    type: 'actor',
    at: virtualEpoch,
    snapshot: { status: 'active', value: { idle: 'ready' } },
  })
  expect(ofLogin().at(-1)).toMatchObject({
    snapshot: { value: { authorized: 'waitingForRefresh' }, tags: ['signedIn'] },
  })
})

test('its first message has the chart as XState defines it, with the transitions that need no event and the services asked', () => {
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
            { target: ['#deviceFlow.idle.restoring'], guard: 'mustRestore' },
          ],
        },
        polling: { tags: ['prompting'], asks: ['pollToken'] },
        authorized: {
          states: {
            scheduling: { always: [{ guard: 'isRefused' }, { guard: 'mustBackOff' }, { guard: 'hasRefreshTime' }, {}] },
          },
        },
      },
    },
  })
})

test('of other machines a state asks no service that it or a state around it invokes', () => {
  const { messages, transport } = collect()
  const { inspect, flush } = createInspector({ transport })
  const src = fromPromise(async () => {})
  const answers = ['outer', 'own', 'spawned', 'outer.asked'].map((id) => [`xstate.done.actor.${id}`, {}])
  const machine = createMachine({
    invoke: { src, id: 'outer' },
    initial: 'one',
    states: { one: { invoke: { src, id: 'own' }, on: Object.fromEntries(answers) } },
  })
  createActor(machine, { inspect })
  flush()
  const [{ definition }] = messages as [ActorMessage]
  expect(definition).not.toHaveProperty('asks')
  expect(definition).toMatchObject({ states: { one: { asks: ['asked'] } } })
})

test('the services are told as one actor, with what they are asked, and what they answer', async () => {
  const { messages, transport, ofLogin } = collect()
  const login = watchedLogin({ transport, script: { polls } })
  login.start()
  await login.decided()
  const [, services, ...others] = messages.filter((message) => message.type === 'actor')
  expect(services).toMatchObject({ id: 'services', src: 'services', parentId: login.actor.sessionId })
  expect(services).not.toHaveProperty('definition')
  expect(others).toEqual([])
  const asked = snapshots(messages).filter(({ sessionId }) => sessionId === services?.sessionId)
  expect(asked.map(({ event }) => event.type).slice(2, 5)).toEqual(['requestDeviceAuthorization', 'sleep', 'pollToken'])
  const input = { deviceCode: '[secret]', userCode: 'WDJB-MJHT', intervalMs: 5000 }
  const poll = asked.find(({ event }) => event.type === 'pollToken')
  expect(poll).toMatchObject({ event: { input }, snapshot: { status: 'active', input: { type: 'pollToken', input } } })

  const answers = ofLogin().filter((message) => message.type === 'event' && message.sourceId === services?.sessionId)
  expect(answers).toContainEqual(
    expect.objectContaining({
      event: {
        type: 'xstate.done.actor.services.pollToken',
        output: { type: 'pending', receivedAt: virtualEpoch + 5000, receivedAtMonotonic: 5000 },
      },
    }),
  )
  const error = expect.objectContaining({ name: 'TransientFault', reason: 'offline' })
  expect(answers).toContainEqual(
    expect.objectContaining({ event: { type: 'xstate.error.actor.services.pollToken', error } }),
  )
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
  expect(created).toMatchObject({ snapshot: { value: { authorized: 'waitingForRefresh' } } })
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
  expect(messages[0]).toMatchObject({ type: 'actor', snapshot: { value: { idle: 'ready' } } })
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
  const roots = messages.filter((message) => message.type === 'actor' && message.sessionId === message.rootId)
  expect(roots.map(({ sessionId }) => sessionId)).toEqual(actors.map(({ sessionId }) => sessionId))
  expect(roots.map((root) => (root as { definition?: { id: string } }).definition?.id)).toEqual(['deviceFlow', 'other'])
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

test("an actor's id is told without a secret in it", () => {
  const { messages, transport } = collect()
  const inspector = createInspector({ transport })
  createActor(createMachine({}), { id: 'job-eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', inspect: inspector.inspect }).start()
  inspector.flush()
  expect(messages[0]).toMatchObject({ id: 'job-[secret]' })
})

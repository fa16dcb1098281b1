import { createActor, setup, transition, type Snapshot } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import {
  createDeviceFlowMachine,
  DeviceFlowError,
  DeviceSessionError,
  toView,
  TransientFault,
  type DeviceFlowMachine,
} from '../src/index.ts'
import { login } from './support.ts'

type Persisted = Snapshot<unknown>

/** XState's own snapshot of a login that has come to a state. */
async function persisted(
  state: string,
  script: ScriptedServicesOptions,
  then?: 'refresh' | 'signOut',
): Promise<Persisted> {
  const flow = login(script)
  if (state !== 'idle' || then) flow.send({ type: 'start' })
  await flow.clock.runUntil(() => flow.state() === (then ? 'authorized' : state))
  if (then) flow.send({ type: then })
  await flow.clock.advance(0)
  expect(flow.state()).toBe(state)
  return flow.actor.getPersistedSnapshot()
}

const withSecrets: [string, () => Promise<Persisted>][] = [
  ['authorized', () => persisted('authorized', { polls: ['granted'] })],
  ['awaitingUser', () => persisted('awaitingUser', {})],
  ['polling', () => persisted('polling', { polls: ['hang'] })],
  ['refreshing', () => persisted('refreshing', { polls: ['granted'], refreshes: ['hang'] }, 'refresh')],
  ['error', () => persisted('error', { polls: ['granted'], refreshes: ['unexpected'] }, 'refresh')],
]

const throughJson = (snapshot: Persisted): Persisted => JSON.parse(JSON.stringify(snapshot)) as Persisted
const ways: [string, (snapshot: Persisted) => Persisted][] = [
  ['JSON', throughJson],
  [
    'a structured clone',
    (snapshot) => structuredClone(JSON.parse(JSON.stringify(snapshot, emptySecrets)) as Persisted),
  ],
]

/** What a structured clone makes of secrets. */
function emptySecrets(this: Record<string, unknown>, name: string, value: unknown): unknown {
  return value === '[secret]' ? structuredClone(this[name]) : value
}

/** Starts a machine from a snapshot, and tells what is seen of it. */
async function start(machine: DeviceFlowMachine, snapshot: Persisted, clock = createScriptedServices().clock) {
  const actor = createActor(machine, { snapshot })
  const views = [toView(actor.getSnapshot()).status]
  const faults: unknown[] = []
  actor.subscribe({ next: (next) => void views.push(toView(next).status), error: (fault) => faults.push(fault) })
  actor.start()
  await clock.advance(60_000)
  views.push(toView(actor.getSnapshot()).status)
  return { views, faults, actor }
}

describe.each(ways)('a snapshot of XState’s own that went through %s (case 23)', (_, copy) => {
  test.each(withSecrets)('in %s is refused at start, by name, and never shown', async (_state, persist) => {
    const services = createScriptedServices()
    const { views, faults } = await start(createDeviceFlowMachine(services), copy(await persist()), services.clock)
    expect(faults).toMatchObject([{ name: 'DeviceSessionError', problem: 'withoutSecrets' }])
    expect(String(faults[0])).toMatch(/encodeDeviceSession/)
    expect(new Set(views)).toEqual(new Set(['idle']))
    expect(services.calls('pollToken')).toHaveLength(0)
    expect(services.calls('refreshTokens')).toHaveLength(0)
    expect(services.revoked).toHaveLength(0)
  })

  test('is refused by a machine that something else was provided to, too', async () => {
    const machine = createDeviceFlowMachine(createScriptedServices()).provide({ actions: {} }).provide({ guards: {} })
    const { faults } = await start(machine, copy(await withSecrets[0]![1]()))
    expect(faults[0]).toBeInstanceOf(DeviceSessionError)
  })

  test('is refused as the child of another machine, which is told', async () => {
    const { parent, services } = await signedInChild()
    const snapshot = copy(parent.getPersistedSnapshot())
    const restored = createActor(parentOf(createDeviceFlowMachine(services)), { snapshot })
    expect(toView(restored.getSnapshot().children.login!.getSnapshot()).status).toBe('idle')
    restored.start()
    expect(restored.getSnapshot().value).toBe('withoutLogin')
    expect(restored.getSnapshot().context.problem).toMatchObject({
      message: expect.stringMatching(/encodeDeviceSession/),
    })
  })

  test('fails a machine around it that has no answer to that', async () => {
    const { parent, services } = await signedInChild()
    const machine = setup({ actors: { login: createDeviceFlowMachine(services) } }).createMachine({
      initial: 'withLogin',
      states: { withLogin: { invoke: { src: 'login', id: 'login' } } },
    })
    const restored = createActor(machine, { snapshot: copy(parent.getPersistedSnapshot()) })
    const faults: unknown[] = []
    restored.subscribe({ error: (fault) => faults.push(fault) })
    restored.start()
    expect(faults).toMatchObject([{ name: 'DeviceSessionError' }])
  })
})

const plain: [string, () => Promise<Persisted>, string][] = [
  ['idle', () => persisted('idle', {}), 'idle'],
  ['a sign-out', () => persisted('idle', { polls: ['granted'], revocations: ['hang'] }, 'signOut'), 'idle'],
  ['requesting', () => persisted('requesting', { authorizations: ['hang'] }), 'requesting'],
  ['error', () => persisted('error', { polls: ['denied'] }), 'error'],
]

test.each(plain)('a snapshot of %s holds no secret, and may go through JSON (case 23)', async (_, persist, status) => {
  const services = createScriptedServices({ authorizations: ['hang'] })
  const { faults, actor } = await start(createDeviceFlowMachine(services), throughJson(await persist()), services.clock)
  expect(faults).toEqual([])
  expect(toView(actor.getSnapshot()).status).toBe(status)
})

describe('a snapshot without secrets that went through JSON is what it was (case 23)', () => {
  test('its error has its class, its reason and its words', async () => {
    const flow = login({ polls: [{ ended: 'refused', code: 'invalid_scope' }] })
    flow.send({ type: 'start' })
    await flow.decided()
    const { faults, actor } = await start(
      createDeviceFlowMachine(createScriptedServices()),
      throughJson(flow.actor.getPersistedSnapshot()),
    )
    expect(faults).toEqual([])
    const { error } = actor.getSnapshot().context
    expect(error).toBeInstanceOf(DeviceFlowError)
    expect({ ...error, message: error?.message }).toEqual({ ...flow.error(), message: flow.error()?.message })
  })

  test('so has the blip before the request under way', async () => {
    const flow = login({ authorizations: [{ fault: 'serverError', status: 503 }, 'hang'] })
    flow.send({ type: 'start' })
    await flow.clock.runUntil(() => flow.services.calls('requestDeviceAuthorization').length === 2)
    const snapshot = throughJson(flow.actor.getPersistedSnapshot())
    const services = createScriptedServices({ authorizations: ['hang'] })
    const { actor } = await start(createDeviceFlowMachine(services), snapshot, services.clock)
    const { lastFault } = actor.getSnapshot().context
    expect(lastFault).toBeInstanceOf(TransientFault)
    expect(lastFault).toMatchObject({ reason: 'serverError', status: 503, message: expect.stringMatching(/./) })
  })

  test('what has no end still has none: the budget of blips, and how often a code is renewed', async () => {
    const flow = login({}, { blipBudget: Infinity, renewals: Infinity })
    const services = createScriptedServices()
    const { actor } = await start(
      createDeviceFlowMachine(services),
      throughJson(flow.actor.getPersistedSnapshot()),
      services.clock,
    )
    const endless = { blipBudget: Infinity, renewals: Infinity, renewalsLeft: Infinity }
    expect(actor.getSnapshot().context).toMatchObject(endless)
  })

  test('an address of an error that is no web address is dropped: anything may have written it', async () => {
    const snapshot = throughJson(await persisted('error', { polls: ['denied'] })) as Persisted & { context: object }
    for (const [errorUri, left] of [
      ['javascript:alert(1)', undefined],
      ['https://as.example/why', 'https://as.example/why'],
    ] as const) {
      const error = { name: 'DeviceFlowError', reason: 'denied', message: 'No.', errorUri }
      const changed = { ...snapshot, context: { ...snapshot.context, error } }
      const { actor } = await start(createDeviceFlowMachine(createScriptedServices()), changed)
      expect(actor.getSnapshot().context.error?.errorUri).toBe(left)
    }
  })

  test.each<[string, unknown]>([
    ['whose words were lost, as those of an earlier version', { name: 'DeviceFlowError', reason: 'denied' }],
    ['that is no error', 'denied'],
    ['that a structured clone has made plain', structuredClone(new DeviceFlowError('denied', 'No.'))],
  ])('one with an error %s is refused at start, by name', async (_, error) => {
    const snapshot = throughJson(await persisted('error', { polls: ['denied'] })) as Persisted & { context: object }
    const changed = { ...snapshot, context: { ...snapshot.context, error } }
    const { faults } = await start(createDeviceFlowMachine(createScriptedServices()), changed)
    expect(faults).toMatchObject([{ name: 'DeviceSessionError', problem: 'invalid' }])
  })
})

test('a snapshot that kept its secrets, in memory, goes on (case 23)', async () => {
  const services = createScriptedServices()
  const snapshot = await withSecrets[0]![1]()
  const { faults, actor } = await start(createDeviceFlowMachine(services), snapshot, services.clock)
  expect(faults).toEqual([])
  actor.send({ type: 'refresh' })
  await services.clock.advance(0)
  expect(services.calls('refreshTokens').map((call) => call.input.refreshToken?.reveal())).toEqual(['refresh-token-1'])
})

test('a state that is made up can be taken further by the pure `transition()`, and asks what the chart asks', async () => {
  const snapshot = await withSecrets[1]![1]()
  const machine = createDeviceFlowMachine(createScriptedServices())
  const { context } = snapshot as ReturnType<typeof machine.resolveState>
  const state = machine.resolveState({ value: { awaitingUser: 'waiting' }, context })
  const waited = { type: 'xstate.done.actor.services.sleep', output: undefined } as const
  const [polling, actions] = transition(machine, state, waited)
  expect(polling.value).toBe('polling')
  expect(actions).toMatchObject([{ type: 'xstate.sendTo', params: { event: { type: 'pollToken' } } }])
})

const withChildren = (snapshot: Persisted, children: object): Persisted => Object.assign({ ...snapshot }, { children })

describe('a snapshot whose services nobody persisted begins as its session would', () => {
  test.each<[string, (machine: DeviceFlowMachine, snapshot: Persisted) => Persisted]>([
    ['made up by `resolveState`', (machine, snapshot) => machine.resolveState(snapshot as never) as Persisted],
    ['of a version that had no such actor', (_, snapshot) => withChildren(snapshot, {})],
    [
      'whose services had stopped',
      (_, snapshot) => withChildren(snapshot, { services: { src: 'services', snapshot: { status: 'stopped' } } }),
    ],
  ])('%s', async (_, change) => {
    const services = createScriptedServices({ polls: ['granted'] })
    const machine = createDeviceFlowMachine(services)
    const waiting = await withSecrets[1]![1]()
    const { actor, faults } = await start(machine, change(machine, waiting), services.clock)
    expect(faults).toEqual([])
    expect(toView(actor.getSnapshot()).status).toBe('authorized')

    const again = await start(machine, change(machine, await persisted('idle', {})), services.clock)
    again.actor.send({ type: 'start' })
    await services.clock.advance(0)
    expect(toView(again.actor.getSnapshot()).status).toBe('awaitingUser')
  })
})

test('a snapshot of a poll under way keeps what its session does not: what was asked for, and how often it may be renewed', async () => {
  const services = createScriptedServices({ authorizations: ['ok'] })
  const flow = login({ polls: ['hang'] }, { renewals: 1 })
  flow.send({ type: 'start', request: { scope: 'special' } })
  await flow.clock.runUntil(() => flow.state() === 'polling')
  const { actor } = await start(createDeviceFlowMachine(services), flow.actor.getPersistedSnapshot(), services.clock)
  await services.clock.runUntil(() => services.calls('requestDeviceAuthorization').length > 0)
  expect(services.calls('requestDeviceAuthorization').map(({ input }) => input)).toEqual([{ scope: 'special' }])
  expect(actor.getSnapshot().context.renewalsLeft).toBe(0)
})

test('a snapshot of a poll under way, in memory, does not send it again at once: an interval passes, and a second (case 23, B10, B14)', async () => {
  const services = createScriptedServices({ polls: ['pending', 'granted'] })
  const snapshot = await persisted('polling', { polls: ['hang'] })
  const actor = createActor(createDeviceFlowMachine(services), { snapshot }).start()
  expect(toView(actor.getSnapshot())).toMatchObject({ status: 'awaitingUser', userCode: 'WDJB-MJHT' })
  await services.clock.advance(5_999)
  expect(services.calls('pollToken')).toHaveLength(0)
  await services.clock.advance(5_001)
  expect(services.calls('pollToken')).toHaveLength(2)
  expect(toView(actor.getSnapshot()).status).toBe('authorized')
})

test('a snapshot of a refresh under way, in memory, is signed in, and does not use up the refresh token again (case 23)', async () => {
  const services = createScriptedServices()
  const snapshot = await persisted('refreshing', { polls: ['granted'], refreshes: ['hang'] }, 'refresh')
  const { faults, actor } = await start(createDeviceFlowMachine(services), snapshot, services.clock)
  expect(faults).toEqual([])
  expect(toView(actor.getSnapshot()).status).toBe('authorized')
  expect(services.calls('refreshTokens')).toHaveLength(0)
})

describe('a snapshot that kept its secrets, in memory, of another client (attack X3)', () => {
  const client = { server: 'https://a.example', clientId: 'tv' }
  const other = { ...client, server: 'https://b.example' }

  test.each(withSecrets)('in %s is refused before any request', async (_, persist) => {
    const snapshot = (await persist()) as Persisted & { context: object }
    snapshot.context = { ...snapshot.context, client }
    const services = createScriptedServices({ client: other })
    const { views, faults } = await start(createDeviceFlowMachine(services), snapshot, services.clock)
    expect(faults).toMatchObject([{ name: 'DeviceSessionError', problem: 'otherClient' }])
    expect(new Set(views)).toEqual(new Set(['idle']))
    expect(services.calls('refreshTokens')).toHaveLength(0)
    expect(services.revoked).toHaveLength(0)
  })

  test('may be given where nobody is signed in, and what comes then is named rightly', async () => {
    const snapshot = (await persisted('idle', {})) as Persisted & { context: object }
    snapshot.context = { ...snapshot.context, client }
    const services = createScriptedServices({ client: other, polls: ['granted'] })
    const { actor } = await start(createDeviceFlowMachine(services), snapshot, services.clock)
    expect(actor.getSnapshot().context.client).toEqual(other)
  })
})

function parentOf(child: DeviceFlowMachine) {
  return setup({ types: {} as { context: { problem: unknown } }, actors: { login: child } }).createMachine({
    context: { problem: undefined },
    initial: 'withLogin',
    states: {
      withLogin: {
        invoke: {
          src: 'login',
          id: 'login',
          onError: { target: 'withoutLogin', actions: ({ context, event }) => void (context.problem = event.error) },
        },
      },
      withoutLogin: {},
    },
  })
}

async function signedInChild() {
  const services = createScriptedServices({ polls: ['granted'] })
  const parent = createActor(parentOf(createDeviceFlowMachine(services))).start()
  const child = parent.getSnapshot().children.login!
  child.send({ type: 'start' })
  await services.clock.advance(5_000)
  expect(toView(child.getSnapshot()).status).toBe('authorized')
  return { parent, services }
}

import { createActor, setup } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import {
  createDeviceFlowMachine,
  DeviceFlowError,
  DeviceSessionError,
  toView,
  TransientFault,
  type DeviceFlowMachine,
} from '../src/index.ts'
import { persisted, start, withSecrets, type Persisted } from './snapshots.ts'
import { login } from './support.ts'

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

import { createActor, transition } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, toView, type DeviceFlowMachine } from '../src/index.ts'
import { persisted, start, withSecrets, type Persisted } from './snapshots.ts'
import { login } from './support.ts'

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

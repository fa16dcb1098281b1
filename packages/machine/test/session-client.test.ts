import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createHandle } from '../src/adapter/index.ts'
import {
  createDeviceFlowMachine,
  DeviceSessionError,
  toDeviceSession,
  toView,
  type DeviceFlowClient,
  type DeviceSession,
} from '../src/index.ts'

const server = 'https://a.example'
const own: DeviceFlowClient = { server, clientId: 'tv' }

/** What is kept of a login, pending or done, of one client. */
async function kept(
  client: DeviceFlowClient | undefined,
  script: ScriptedServicesOptions = {},
): Promise<DeviceSession> {
  const services = createScriptedServices({ client, ...script })
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(5_000)
  return toDeviceSession(actor.getSnapshot())!
}

const signedIn = (client?: DeviceFlowClient): Promise<DeviceSession> => kept(client, { polls: ['granted'] })

/** Gives a session to a machine of a client, and tries all that would send it. */
async function restore(session: DeviceSession, client: DeviceFlowClient | undefined) {
  const services = createScriptedServices({ client })
  const actor = createActor(createDeviceFlowMachine(services), { input: { session } })
  const views = [toView(actor.getSnapshot()).status]
  const faults: unknown[] = []
  actor.subscribe({
    next: (snapshot) => void views.push(toView(snapshot).status),
    error: (fault) => faults.push(fault),
  })
  actor.start()
  for (const type of ['refresh', 'retry', 'hint', 'signOut'] as const) {
    if (actor.getSnapshot().status === 'active') actor.send({ type })
  }
  await services.clock.advance(3_600_000)
  const names = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens'] as const
  return { views, faults, requests: names.flatMap((name) => services.calls(name)) }
}

const others: [string, DeviceFlowClient][] = [
  ['at another server', { server: 'https://b.example', clientId: 'tv' }],
  ['of another client', { server, clientId: 'kiosk' }],
]

describe.each([
  ['tokens', signedIn],
  ['a code', kept],
])('a kept session with %s (attack X3)', (_, keep) => {
  test('names its server and its client, and comes back to them', async () => {
    const session = await keep(own)
    expect(session.client).toEqual(own)
    expect((await restore(session, { ...own })).faults).toEqual([])
  })

  test.each(others)('is refused %s: before any request, and before anything of it is shown', async (_where, client) => {
    const { views, faults, requests } = await restore(await keep(own), client)
    expect(faults).toMatchObject([{ name: 'DeviceSessionError', problem: 'otherClient' }])
    expect(faults[0]).toBeInstanceOf(TypeError)
    expect(String(faults[0])).toMatch(/another server or client.*sign in again/)
    expect(String(faults[0])).toContain(client.server)
    expect(new Set(views)).toEqual(new Set(['idle']))
    expect(requests).toEqual([])
  })

  test('that names nobody is refused where the services say whose they are', async () => {
    const { faults, requests } = await restore(await keep(undefined), own)
    expect(faults).toMatchObject([
      { problem: 'otherClient', message: expect.stringMatching(/or does not say.*sign in again/) },
    ])
    expect(requests).toEqual([])
  })

  test('is anybody’s where the services do not say whose they are', async () => {
    for (const client of [own, undefined]) {
      expect((await restore(await keep(client), undefined)).faults).toEqual([])
    }
  })

  test('of another server is refused by the handle of an adapter, before it is mounted', async () => {
    const session = await keep(own)
    const services = createScriptedServices({ client: { ...own, server: 'https://b.example' } })
    const create = (): unknown => createHandle(services, { clock: services.clock, session })
    expect(create).toThrow(DeviceSessionError)
    expect(create).not.toThrow(/token-1|device-code-1/)
  })

  test('cannot be slipped in by services that are provided afterwards', async () => {
    const session = await keep(own)
    const machine = createDeviceFlowMachine(createScriptedServices({ client: { ...own, clientId: 'kiosk' } }))
    const actor = createActor(machine.provide({ actions: {} }), { input: { session } })
    expect(actor.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'DeviceSessionError' } })
  })
})

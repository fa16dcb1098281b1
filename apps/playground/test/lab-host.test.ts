import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlow } from '@device-flow/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { LabHost } from '../src/lab/lab-host.ts'
import type { Lab } from '../src/lab/lab.ts'
import { DEFAULT_SETTINGS, type Settings } from '../src/settings/settings.ts'

const elsewhere: Settings = { ...DEFAULT_SETTINGS, server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv' }

function labOf(host: LabHost): Lab {
  const { lab, problem } = host.state()
  if (!lab) throw new Error(problem?.message)
  return lab
}

/** Signs in as a device of the lab does. */
function switchOn({ createServices, devices }: Lab): void {
  const actor = createActor(createDeviceFlowMachine(createServices('device')))
  devices.drawn('device', { actor } as unknown as DeviceFlow)
  actor.start().send({ type: 'start' })
}

test('nothing of a lab runs on once another client is set up', async () => {
  const host = new LabHost({}, DEFAULT_SETTINGS)
  const old = labOf(host)
  old.clock.pause()
  switchOn(old)
  await old.clock.runUntil(() => old.wire.list().some(({ kind }) => kind === 'poll'))
  const requests = old.wire.list().length
  host.setUp({ ...DEFAULT_SETTINGS, clientId: 'another' })
  expect(labOf(host)).not.toBe(old)
  await old.clock.step(120_000)
  expect([old.wire.list().length, old.clock.isPlaying, old.clock.pendingTimers]).toEqual([requests, false, 0])
  labOf(host).close()
})

test('a request that is out is given up with its lab', async () => {
  const signals: AbortSignal[] = []
  vi.stubGlobal('fetch', (_input: unknown, init: RequestInit) => {
    if (init.signal) signals.push(init.signal)
    return new Promise(() => {})
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const host = new LabHost({}, elsewhere)
  switchOn(labOf(host))
  await vi.waitFor(() => expect(signals).toHaveLength(1))
  host.setUp(DEFAULT_SETTINGS)
  expect(signals[0]?.aborted).toBe(true)
  labOf(host).close()
})

test('a secret goes on with its client, and with no other', () => {
  const host = new LabHost({}, DEFAULT_SETTINGS)
  const confidential: Settings = { ...elsewhere, clientAuth: 'client_secret_basic' }
  expect(host.setUp(confidential)).toMatchObject({ setting: 'clientSecret' })
  expect(host.setUp(confidential, { clientSecret: 'a-secret-of-a-test' })).toBeUndefined()
  expect(host.setUp({ ...confidential, look: 'kiosk' })).toBeUndefined()
  for (const other of [{ issuer: 'https://other.example' }, { clientId: 'other' }]) {
    expect(host.setUp({ ...confidential, ...other })).toMatchObject({ setting: 'clientSecret' })
  }
  labOf(host).close()
})

test('settings that cannot work leave the lab alone', () => {
  const host = new LabHost({}, DEFAULT_SETTINGS)
  const before = host.state()
  expect(host.setUp({ ...elsewhere, issuer: '' })).toMatchObject({ setting: 'issuer' })
  expect(host.setUp({ ...DEFAULT_SETTINGS, server: 'embedded' })).toMatchObject({ setting: 'server' })
  expect(host.setUp({ ...elsewhere, relay: true })).toMatchObject({ setting: 'relay' })
  expect(host.setUp({ ...elsewhere, server: 'provider', provider: 'keycloak' })).toMatchObject({ setting: 'host' })
  expect(host.state()).toBe(before)
  labOf(host).close()
})

test('settings from before that no longer work are told, and a lab is there once they are corrected', () => {
  const host = new LabHost({}, { ...elsewhere, clientAuth: 'client_secret_basic' })
  expect(host.state().lab).toBeUndefined()
  expect(host.state().problem).toMatchObject({ setting: 'clientSecret' })
  expect(host.setUp(elsewhere)).toBeUndefined()
  expect(host.state().problem).toBeUndefined()
  labOf(host).close()
})

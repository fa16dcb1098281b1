import { createDeviceFlowMachine, DeviceSessionError, toDeviceSession } from '@device-flow/machine'
import type { DeviceFlowClient } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { decodeDeviceSession, encodeDeviceSession } from '../src/index.ts'

const server = 'https://a.example'
const own: DeviceFlowClient = { server, clientId: 'tv' }

/** The text that is kept of a login, pending or done, of one client. */
async function kept(client: DeviceFlowClient, polls: readonly 'granted'[] = []): Promise<string> {
  const services = createScriptedServices({ client, polls })
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(5_000)
  return encodeDeviceSession(toDeviceSession(actor.getSnapshot())!)
}

const signedIn = (client: DeviceFlowClient): Promise<string> => kept(client, ['granted'])

const others: [string, DeviceFlowClient][] = [
  ['at another server', { server: 'https://b.example', clientId: 'tv' }],
  ['of another client', { server, clientId: 'kiosk' }],
]

describe.each([
  ['tokens', signedIn],
  ['a code', kept],
])('a kept session with %s (attack X3)', (_, keep) => {
  test('names its server and its client in its text', async () => {
    const text = await keep(own)
    expect(JSON.parse(text)).toMatchObject({ client: own })
    expect(decodeDeviceSession(text).client).toEqual(own)
  })

  test.each(others)('is found to be %s when it is read, by who says whose it must be', async (_where, client) => {
    const text = await keep(own)
    expect(decodeDeviceSession(text, own).client).toEqual(own)
    expect(() => decodeDeviceSession(text, client)).toThrow(DeviceSessionError)
  })

  test.each([
    ['no object', 'a.example'],
    ['without a server', { clientId: 'tv' }],
    ['with an empty client', { server, clientId: '' }],
    ['with a list', { server: [server], clientId: 'tv' }],
    ['null', null],
  ])('is refused when its client is %s', async (_what, client) => {
    const text = JSON.stringify({ ...JSON.parse(await keep(own)), client })
    expect(() => decodeDeviceSession(text)).toThrow(/misses something/)
  })
})

import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServices } from '@device-flow/testing/virtual'
import { createCommands, createHandle } from '../src/adapter/index.ts'
import { createDeviceFlowMachine, type DeviceFlowActor } from '../src/index.ts'
import { tokenSourceOf } from '../src/tokens/index.ts'
import { login } from './support.ts'

const url = 'https://api.example.com/orders'

async function signedIn(services: ScriptedServices, actor: DeviceFlowActor): Promise<void> {
  await services.clock.advance(0)
  actor.send({ type: 'start' })
  await services.clock.advance(5_000)
}

describe('fetch of a login', () => {
  test.each(['services', 'a machine that was made of them', 'one that something else was provided to'])(
    'is made by the keeper, of %s, and gets the token that lives',
    async (source) => {
      const services = createScriptedServices({ restores: [], polls: ['granted'] })
      const machine = createDeviceFlowMachine(services)
      const sources = [services, machine, machine.provide({ guards: {} })]
      const index = ['services', 'a machine that was made of them'].indexOf(source)
      const { actor, clock, commands, mount } = createHandle(sources.at(index)!, { clock: services.clock })
      expect(clock).toBe(services.clock)
      mount()
      await expect(commands.fetch(url)).rejects.toMatchObject({ reason: 'signedOut' })
      await signedIn(services, actor)
      expect(await (await commands.fetch(url)).text()).toBe('access-token-1')
      services.clock.jumpWall(3_600_000)
      expect(await (await commands.fetch(url)).text()).toBe('access-token-2')
    },
  )

  test('whose services keep no session says what to do', async () => {
    const { actor, clock } = login({ polls: ['granted'] })
    actor.send({ type: 'start' })
    await clock.advance(5_000)
    const { fetch } = createCommands(actor)
    await expect(fetch(url)).rejects.toMatchObject({ name: 'DeviceFlowError', reason: 'unsupported' })
    await expect(fetch(url)).rejects.toThrow(/withSession/)
  })

  test('is asked of nobody before it is called', () => {
    const services = createScriptedServices({ restores: [] })
    createCommands(createActor(createDeviceFlowMachine(services)))
    expect([services.session?.restores, services.session?.watchers]).toEqual([0, 0])
  })
})

test('the source of tokens of a login holds what it holds, and renews it for all who ask (F1)', async () => {
  const { actor, clock, services } = login({ polls: ['granted'], refreshes: [{ after: 1_000, do: 'refreshed' }] })
  const source = tokenSourceOf(actor, () => clock.now())
  expect(source.held()).toBeUndefined()
  await expect(source.fresh()).rejects.toMatchObject({ reason: 'signedOut' })
  actor.send({ type: 'start' })
  await clock.advance(5_000)
  expect(source.held()).toBe(await source.fresh())
  const renewed = Promise.all([source.renew(), source.renew()])
  await clock.advance(1_000)
  expect(new Set((await renewed).map(({ accessToken }) => accessToken.reveal()))).toEqual(new Set(['access-token-2']))
  expect(source.held()?.accessToken.reveal()).toBe('access-token-2')
  expect(services.calls('refreshTokens')).toHaveLength(1)
})

import { Secret } from '@device-flow/machine'
import type { DeviceAuthorizationRequest } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { withSession } from '../../src/index.ts'
import type { KeptServices } from '../../src/index.ts'
import { call, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

type Parameters = Record<string, string>

/** A tab whose app asks for these parameters in each login. */
function open({ server, store, clock }: Tabs, parameters?: Parameters): KeptServices {
  const services = server.services()
  const asking = {
    ...services,
    parameters,
    async requestDeviceAuthorization(request: DeviceAuthorizationRequest) {
      const asked = new Secret(JSON.stringify({ parameters: { ...parameters, ...request.parameters } }))
      return { ...(await services.requestDeviceAuthorization(request, call)), asked }
    },
  }
  return withSession(asking, { store, clock })
}

const login = async (tab: KeptServices, request: DeviceAuthorizationRequest = {}): Promise<string> =>
  (await tab.requestDeviceAuthorization(request, call)).deviceCode.reveal()

const RECENT = { max_age: '5' }

describe('a login that waits is gone on with by who asks for no more than it did (G7)', () => {
  test.each<[string, Parameters | undefined, Parameters | undefined]>([
    ['the same', RECENT, RECENT],
    ['less', { ...RECENT, prompt: 'login' }, RECENT],
    ['nothing', RECENT, undefined],
    ['one that is empty', RECENT, { ...RECENT, acr_values: '' }],
  ])('%s', async (_, first, second) => {
    const world = tabs()
    await login(open(world, first))
    const restored = await open(world, second).session.restore(call)
    expect(restored).toMatchObject({ type: 'pending' })
    expect(JSON.parse((restored?.type === 'pending' && restored.authorization.asked?.reveal()) || '')).toEqual({
      parameters: first,
    })
    expect(await login(open(world, second))).toBe('code-1')
  })

  test.each<[string, Parameters | undefined, Parameters]>([
    ['a recent sign-in', undefined, RECENT],
    ['a more recent one', { max_age: '60' }, RECENT],
    ['a kind of sign-in, too', RECENT, { ...RECENT, acr_values: 'mfa' }],
  ])('%s is not restored, and a login of its own is begun', async (_, first, second) => {
    const world = tabs()
    await login(open(world, first))
    const tab = open(world, second)
    expect(await tab.session.restore(call)).toBeUndefined()
    expect(await login(tab)).toBe('code-2')
    expect((await world.stored())?.pending?.authorization.asked).toBe(JSON.stringify({ parameters: second }))
  })

  test('what one login asks for in place of the settings is its own', async () => {
    const world = tabs()
    const request = { parameters: { max_age: '' } }
    await login(open(world, RECENT), request)
    expect(await open(world, RECENT).session.restore(call)).toMatchObject({ type: 'pending' })
    expect(await login(open(world, RECENT), request)).toBe('code-1')
    expect(await login(open(world, RECENT))).toBe('code-2')
  })

  test('one of services that do not say is joined as before', async () => {
    const world = tabs()
    await login(world.open().services)
    expect(await login(open(world, RECENT))).toBe('code-1')
  })
})

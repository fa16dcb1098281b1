import { describe, expect, test } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createHandle, type DeviceFlowHandle, type DeviceFlowOptions } from '../src/adapter/index.ts'
import { createDeviceFlowMachine, toDeviceSession, toView } from '../src/index.ts'
import type { DeviceFlowServices, DeviceFlowView } from '../src/index.ts'

function mounted(script: ScriptedServicesOptions = {}, options: DeviceFlowOptions = {}) {
  const services = createScriptedServices(script)
  const handle = createHandle(services, { clock: services.clock, ...options })
  return { services, clock: services.clock, handle, unmount: handle.mount() }
}

function viewOf({ actor }: DeviceFlowHandle): DeviceFlowView {
  return toView(actor.getSnapshot())
}

describe('a login of an adapter', () => {
  test('runs nothing before it is mounted, also with a session to take up (I3)', async () => {
    const { services, clock, handle, unmount } = mounted({ polls: ['granted'] })
    handle.commands.start()
    await clock.advance(5000)
    const session = { version: 1, type: 'signedIn', tokens: handle.actor.getSnapshot().context.tokens! } as const
    unmount()
    await clock.advance(0)
    clock.jumpWall(3_600_000)

    const restored = createHandle(services, { clock, session: { ...session, refreshInFlight: false } })
    expect(viewOf(restored).status).toBe('authorized')
    await clock.advance(60_000)
    expect(services.calls('refreshTokens')).toHaveLength(0)
    expect(clock.pendingTimers).toBe(0)
  })

  test('does what it was told before it was mounted', async () => {
    const services = createScriptedServices()
    const handle = createHandle(services, { clock: services.clock })
    handle.commands.start()
    handle.mount()
    await services.clock.advance(0)
    expect(viewOf(handle).status).toBe('awaitingUser')
  })

  test('goes on when it is unmounted and mounted again in one go (I1)', async () => {
    const { services, clock, handle, unmount } = mounted({ authorizations: [{ after: 1000, do: 'ok' }] })
    handle.commands.start()
    unmount()
    handle.mount()
    await clock.advance(1000)
    expect(viewOf(handle).status).toBe('awaitingUser')
    expect(services.calls('requestDeviceAuthorization')).toHaveLength(1)
  })

  test('ends with its last mount only, and each unmount counts once', async () => {
    const { clock, handle, unmount } = mounted()
    const unmountOther = handle.mount()
    unmount()
    unmount()
    await clock.advance(0)
    expect(handle.isStopped()).toBe(false)
    unmountOther()
    await clock.advance(0)
    expect(handle.isStopped()).toBe(true)
  })

  test('shows no code any more once it has ended', async () => {
    const { clock, handle, unmount } = mounted()
    handle.commands.start()
    await clock.advance(0)
    unmount()
    await clock.advance(0)
    expect(viewOf(handle).status).toBe('idle')
  })

  test('keeps at its end the tokens of a session that is only out of reach', async () => {
    const { clock, handle, unmount } = mounted({ polls: ['granted'], refreshes: [{ fault: 'offline' }] })
    handle.commands.start()
    await clock.advance(5000)
    clock.jumpWall(3_600_000)
    handle.commands.refresh()
    await clock.advance(0)
    expect(viewOf(handle)).toMatchObject({ status: 'error', error: { reason: 'offline' } })
    unmount()
    await clock.advance(0)
    expect(toDeviceSession(handle.actor.getSnapshot())?.type).toBe('signedIn')
  })

  test('waits at its end for a refresh under way, which brings the only token that still works', async () => {
    const { clock, handle, unmount } = mounted({ polls: ['granted'], refreshes: [{ after: 1000, do: 'refreshed' }] })
    handle.commands.start()
    await clock.advance(5000)
    handle.commands.refresh()
    unmount()
    await clock.advance(1000)
    expect(handle.isStopped()).toBe(true)
    expect(handle.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-2')
    expect(clock.pendingTimers).toBe(0)
  })

  test('can be stopped by hand before it is unmounted', async () => {
    const { clock, handle, unmount } = mounted()
    handle.actor.stop()
    unmount()
    await clock.advance(0)
    expect(handle.isStopped()).toBe(true)
  })

  test('takes a machine in place of services', async () => {
    const services = createScriptedServices()
    const handle = createHandle(createDeviceFlowMachine(services), { clock: services.clock })
    handle.mount()
    handle.commands.start()
    await services.clock.advance(0)
    expect(viewOf(handle).status).toBe('awaitingUser')
  })

  test('takes its options: the session, the budget of blips, the renewals of an expired code', async () => {
    const { services, clock, handle } = mounted(
      { polls: [{ fault: 'offline' }] },
      { blipBudget: 1, renewals: 1, session: undefined },
    )
    handle.commands.start()
    await clock.advance(5000)
    expect(viewOf(handle)).toMatchObject({ status: 'error', error: { reason: 'offline' } })
    services.script({ polls: ['expired'] })
    handle.commands.retry()
    await clock.advance(5000)
    expect(viewOf(handle).status).toBe('awaitingUser')
  })

  test('refuses an option that there is not, by its name', () => {
    expect(() => mounted({}, { onUnmout: 'detach' } as DeviceFlowOptions)).toThrow(/^onUnmout is no option.* onUnmount/)
  })

  test.each([undefined, {}, { requestDeviceAuthorization() {} }])('says which service is missing of %o', (services) => {
    expect(() => createHandle(services as unknown as DeviceFlowServices)).toThrow(
      /needs services\.\w+, a function: see createOAuthServices/,
    )
  })
})

test.each([
  ['of another version', { version: 2, type: 'pending' }],
  [
    'with its tokens bare, as JSON.parse gives them',
    { version: 1, type: 'signedIn', tokens: { accessToken: 'canary-a' } },
  ],
  ['that misses its code', { version: 1, type: 'pending' }],
  ['that is XState’s own snapshot', { status: 'active', value: 'polling', context: {} }],
  ['that is text', '{"version":1,"type":"pending"}'],
])('a session %s is refused at once, with what to do and without showing it', (_, session) => {
  const services = createScriptedServices()
  const create = (): unknown => createHandle(services, { clock: services.clock, session: session as never })
  expect(create).toThrow(/no DeviceSession of version 1.*decodeDeviceSession/)
  expect(create).not.toThrow(/canary/)
})

describe('a detached login', () => {
  const detach = { onUnmount: 'detach' } as const

  test('goes on without its component, and the next one finds it (I1)', async () => {
    const { services, clock, handle, unmount } = mounted({ polls: ['pending', 'granted'] }, detach)
    handle.commands.start()
    await clock.advance(0)
    unmount()
    await clock.advance(10_000)
    expect(viewOf(handle).status).toBe('authorized')
    expect(createHandle(services, { clock, ...detach })).toBe(handle)
  })

  test('is nobody else’s: other services, no detach, or one that has ended make a new login', async () => {
    const { services, clock, handle } = mounted({}, detach)
    expect(createHandle(createScriptedServices(), detach)).not.toBe(handle)
    expect(createHandle(services, { clock })).not.toBe(handle)
    handle.actor.stop()
    expect(createHandle(services, { clock, ...detach })).not.toBe(handle)
  })

  test('is kept by those that were mounted only: two requests to one server share nothing (I3)', () => {
    const services = createScriptedServices()
    expect(createHandle(services, detach)).not.toBe(createHandle(services, detach))
  })
})

describe('start', () => {
  test('asks for what this one login needs', async () => {
    const { services, clock, handle } = mounted()
    handle.commands.start({ scope: 'openid' })
    await clock.advance(0)
    expect(services.calls('requestDeviceAuthorization')[0]?.input).toEqual({ scope: 'openid' })
  })

  test('may be the handler of an event, which is none of the server’s business', async () => {
    const { services, clock, handle } = mounted()
    handle.commands.start(new Event('click'))
    await clock.advance(0)
    expect(services.calls('requestDeviceAuthorization')[0]?.input).toEqual({})
  })
})

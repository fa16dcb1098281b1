import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, Secret } from '../src/index.ts'
import type { DeviceAuthorization, DeviceFlowServices, ServiceCall } from '../src/index.ts'
import { failOnUncaught } from './uncaught.ts'

failOnUncaught()

/** A login whose services are an app's own, as far as `own` says so. JavaScript does not hold them to their types. */
function login(own: Record<string, unknown>, script: ScriptedServicesOptions = {}) {
  const services = createScriptedServices(script)
  const actor = createActor(createDeviceFlowMachine({ ...services, ...own } as DeviceFlowServices))
  actor.start()
  actor.send({ type: 'start' })
  return { actor, services, clock: services.clock, error: () => actor.getSnapshot().context.error }
}

const failures: [string, () => unknown][] = [
  [
    'throws at once',
    () => {
      throw new Error('broken')
    },
  ],
  [
    'throws nothing in particular',
    () => {
      // eslint-disable-next-line no-throw-literal
      throw undefined
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['rejects with undefined', () => Promise.reject()],
]

const nonsense: [string, () => unknown][] = [
  ['returns no promise', () => undefined],
  ['resolves to null', () => Promise.resolve(null)],
  ['resolves to a text', () => Promise.resolve('ok')],
  ['resolves to something without its members', () => Promise.resolve({ type: 'granted' })],
  [
    'resolves to tokens that do not say when they arrived',
    () => Promise.resolve({ type: 'granted', tokens: { accessToken: new Secret('access'), tokenType: 'bearer' } }),
  ],
  ['resolves to an outcome that does not exist', () => Promise.resolve({ type: 'maybe', receivedAt: 0 })],
]

describe.each([...failures, ...nonsense])('an own service that %s', (_, broken) => {
  test('ends the request for a code as unexpected', async () => {
    const { actor, clock, error } = login({ requestDeviceAuthorization: broken })
    await clock.advance(0)
    expect(error()?.reason).toBe('unexpected')
    expect(actor.getSnapshot().status).toBe('active')
  })

  test('ends a poll as unexpected', async () => {
    const { actor, clock, error } = login({ pollToken: broken })
    await clock.advance(5_000)
    expect(error()?.reason).toBe('unexpected')
    expect(actor.getSnapshot().status).toBe('active')
  })

  test('ends a refresh as unexpected', async () => {
    const { actor, clock, error } = login({ refreshTokens: broken }, { polls: ['granted'] })
    await clock.advance(5_000)
    actor.send({ type: 'refresh' })
    await clock.advance(0)
    expect(error()?.reason).toBe('unexpected')
    expect(actor.getSnapshot().status).toBe('active')
  })

  test('keeps nobody signed in who signs out', async () => {
    const { actor, clock } = login({ revokeTokens: broken }, { polls: ['granted'] })
    await clock.advance(5_000)
    actor.send({ type: 'signOut' })
    await clock.advance(0)
    expect(actor.getSnapshot().matches('idle')).toBe(true)
    expect(actor.getSnapshot().status).toBe('active')
  })
})

test.each(nonsense)('the cause of an end names the service that %s', async (_, broken) => {
  const { clock, error } = login({ pollToken: broken })
  await clock.advance(5_000)
  expect(String(error()?.cause)).toMatch(/services\.pollToken/)
})

describe.each(failures)('an own sleep that %s', (_, broken) => {
  test('ends the wait for the next poll as unexpected', async () => {
    const { actor, clock, error } = login({ sleep: broken })
    await clock.advance(0)
    expect(error()?.reason).toBe('unexpected')
    expect(actor.getSnapshot().status).toBe('active')
  })

  test('ends the wait for the next request as unexpected', async () => {
    const { clock, error } = login({ sleep: broken }, { authorizations: [{ fault: 'offline' }] })
    await clock.advance(0)
    expect(error()?.reason).toBe('unexpected')
  })
})

describe.each([...failures, ['returns no promise', () => undefined] as const])(
  'when the person cancels during a poll, an own sleep that %s',
  (_, broken) => {
    async function cancelled(own: Record<string, unknown>, script: ScriptedServicesOptions) {
      const services = createScriptedServices(script)
      let isBroken = false
      const sleep: DeviceFlowServices['sleep'] = (request, call) =>
        isBroken ? (broken() as Promise<void>) : services.sleep(request, call)
      const actor = createActor(createDeviceFlowMachine({ ...services, sleep, ...own }))
      actor.start()
      actor.send({ type: 'start' })
      await services.clock.advance(5_000)
      isBroken = true
      actor.send({ type: 'cancel' })
      await services.clock.advance(0)
      return services
    }

    test('has the poll aborted at once', async () => {
      const services = await cancelled({}, { polls: ['hang'] })
      expect(services.calls('pollToken')[0]?.end).toBe('aborted')
      expect(services.clock.pendingTimers).toBe(0)
    })

    test('has a grant revoked that comes all the same', async () => {
      const other = createScriptedServices({ polls: [{ after: 1_000, do: 'granted' }] })
      // Its fetch does not know of signals.
      const pollToken: DeviceFlowServices['pollToken'] = (authorization) =>
        other.pollToken(authorization, { signal: new AbortController().signal })
      await cancelled({ pollToken, revokeTokens: other.revokeTokens }, {})
      await other.clock.advance(1_000)
      expect(other.revoked).toHaveLength(1)
    })
  },
)

test('a grant that comes after cancel is no fault when it cannot be revoked', async () => {
  const { actor, services, clock } = login(
    {},
    { polls: [{ after: 1_000, do: 'granted' }], revocations: ['unexpected'] },
  )
  await clock.advance(5_000)
  actor.send({ type: 'cancel' })
  await clock.advance(1_000)
  expect(services.calls('revokeTokens').map(({ end }) => end)).toEqual(['rejected'])
})

test('sign-out during a refresh that rotates nothing revokes the refresh token from before, with the new access token', async () => {
  const flow = login(
    {},
    { polls: ['granted'], refreshes: [{ after: 1_000, do: { refreshed: { refreshToken: null } } }] },
  )
  await flow.clock.advance(5_000)
  flow.actor.send({ type: 'refresh' })
  flow.actor.send({ type: 'signOut' })
  await flow.clock.advance(1_000)
  const revealed = flow.services.revoked.map(({ accessToken, refreshToken }) =>
    [accessToken, refreshToken].map((token) => token?.reveal()),
  )
  expect(revealed).toEqual([['access-token-2', 'refresh-token-1']])
})

test('tokens that an own refresh brings without a promise are those that sign-out revokes', async () => {
  const renewed = tokenSet({ accessToken: 'renewed' })
  const { actor, services, clock } = login(
    { refreshTokens: () => ({ type: 'refreshed', tokens: renewed }) },
    { polls: ['granted'] },
  )
  await clock.advance(5_000)
  actor.send({ type: 'refresh' })
  actor.send({ type: 'signOut' })
  await clock.advance(0)
  expect(services.revoked.map((tokens) => tokens.accessToken.reveal())).toEqual(['renewed'])
})

test('for services that it has met, no machine is made a second time: that takes longer than a whole login', () => {
  const services = createScriptedServices()
  expect(createDeviceFlowMachine(services)).toBe(createDeviceFlowMachine(services))
  expect(createDeviceFlowMachine(services)).not.toBe(createDeviceFlowMachine({ ...services }))
})

test('the signal of a poll is aborted by a cancel alone, not by its end: each abort makes an error', async () => {
  const scripted = createScriptedServices({ polls: ['pending', 'pending'] })
  const signals: AbortSignal[] = []
  login({
    ...scripted,
    pollToken(authorization: DeviceAuthorization, call: ServiceCall) {
      signals.push(call.signal)
      return scripted.pollToken(authorization, call)
    },
  })
  await scripted.clock.advance(11_000)
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
})

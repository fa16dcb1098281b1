import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { createScriptedServices, deviceAuthorization, tokenSet } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, DeviceFlowError, toView, TransientFault } from '../src/index.ts'
import type { DeviceFlowServices, ServiceCall, TransientFaultDetails } from '../src/index.ts'
import { failOnUncaught } from './uncaught.ts'

failOnUncaught()

/** A login whose services are an app's own, as far as `own` says so. JavaScript does not hold them to their types. */
function login(own: Record<string, unknown>, script: ScriptedServicesOptions = {}) {
  const services = createScriptedServices(script)
  const actor = createActor(createDeviceFlowMachine({ ...services, ...own } as DeviceFlowServices))
  actor.start()
  actor.send({ type: 'start' })
  const { clock } = services
  return {
    actor,
    services,
    clock,
    error: () => actor.getSnapshot().context.error,
    status: () => toView(actor.getSnapshot()).status,
    async refreshed() {
      await clock.advance(5_000)
      actor.send({ type: 'refresh' })
      await clock.advance(0)
    },
  }
}

function unreadable(): never {
  throw new Error('a getter')
}

class NameThrows extends Error {
  override get name(): string {
    return unreadable()
  }
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** An error with a member that throws when it is read. */
function withBroken<E extends Error>(error: E, member: string): E {
  return Object.defineProperty(error, member, { get: unreadable })
}

const fault = (details: Partial<TransientFaultDetails> = { receivedAt: 0 }): TransientFault =>
  new TransientFault('serverError', 'Not now.', details as TransientFaultDetails)
const refusal = (): DeviceFlowError => new DeviceFlowError('refused', 'No.')

const errors: [string, () => unknown][] = [
  ['an error whose name cannot be read', () => new NameThrows('no')],
  ['a proxy that was revoked', revoked],
  ['a fault whose reason cannot be read', () => withBroken(fault(), 'reason')],
  ['a fault whose time cannot be read', () => withBroken(fault(), 'receivedAt')],
  ['a fault with a bare refresh token', () => fault({ receivedAt: 0, refreshToken: 'bare' as never })],
  ['a refusal whose reason cannot be read', () => withBroken(refusal(), 'reason')],
  ['a refusal for a reason that does not exist', () => new DeviceFlowError('rejected' as 'refused', 'No.')],
]

describe.each(errors)('a service of one’s own that rejects with %s', (_, error) => {
  const rejects = () => Promise.reject(error())

  test('ends the request for a code as unexpected', async () => {
    const { clock, error: end, status } = login({ requestDeviceAuthorization: rejects })
    await clock.advance(0)
    expect([end()?.reason, status()]).toEqual(['unexpected', 'error'])
  })

  test('ends a poll as unexpected', async () => {
    const { clock, error: end, status } = login({ pollToken: rejects })
    await clock.advance(5_000)
    expect([end()?.reason, status()]).toEqual(['unexpected', 'error'])
  })

  test('ends a refresh as unexpected', async () => {
    const { refreshed, error: end, status } = login({ refreshTokens: rejects }, { polls: ['granted'] })
    await refreshed()
    expect([end()?.reason, status()]).toEqual(['unexpected', 'error'])
  })

  test('ends no poll of which it is a blip', async () => {
    const { clock, status, actor } = login({
      pollToken(_login: unknown, { tellBlip }: ServiceCall) {
        tellBlip?.(error() as TransientFault)
        return new Promise(() => {})
      },
    })
    await clock.advance(5_000)
    expect([status(), actor.getSnapshot().status]).toEqual(['awaitingUser', 'active'])
  })
})

const authorization = deviceAuthorization()
const wrong: [string, keyof DeviceFlowServices, unknown, string][] = [
  ['no user code', 'requestDeviceAuthorization', { ...authorization, userCode: '' }, 'userCode'],
  ['a bare device code', 'requestDeviceAuthorization', { ...authorization, deviceCode: 'bare' }, 'deviceCode'],
  [
    'an address that is not of the web',
    'requestDeviceAuthorization',
    { ...authorization, verificationUri: 'javascript:alert(1)' },
    'verificationUri',
  ],
  [
    'an address whose user name poses as the host',
    'requestDeviceAuthorization',
    { ...authorization, verificationUri: 'https://accounts.example.com@evil.example/' },
    'verificationUri',
  ],
  [
    'an address with a control character in it',
    'requestDeviceAuthorization',
    { ...authorization, verificationUri: 'https://example.com/\u0000' },
    'verificationUri',
  ],
  ['an end that is no number', 'requestDeviceAuthorization', { ...authorization, expiresAt: 'soon' }, 'expiresAt'],
  ['no tokens', 'pollToken', { type: 'granted' }, 'accessToken'],
  [
    'a bare refresh token',
    'pollToken',
    { type: 'granted', tokens: { ...tokenSet(), refreshToken: 'bare' } },
    'refreshToken',
  ],
  ['a bare ID token', 'pollToken', { type: 'granted', tokens: { ...tokenSet(), idToken: 'bare' } }, 'idToken'],
  ['an outcome that does not exist', 'pollToken', { type: 'maybe' }, 'type'],
  ['an end for no reason', 'pollToken', { type: 'ended', error: new Error('no') }, 'error'],
  [
    'an end for a reason that does not exist',
    'pollToken',
    { type: 'ended', error: new DeviceFlowError('rejected' as 'refused', 'No.') },
    'error',
  ],
  ['a refusal for no reason', 'refreshTokens', { type: 'refused', error: new Error('no') }, 'error'],
  [
    'a bare new refresh token',
    'refreshTokens',
    { type: 'refreshed', tokens: { ...tokenSet(), refreshToken: 'bare' } },
    'refreshToken',
  ],
]

test.each(wrong)('%s from %s ends as unexpected, and the cause names the member', async (_, service, value, member) => {
  const { actor, refreshed, error } = login({ [service]: () => Promise.resolve(value) }, { polls: ['granted'] })
  await refreshed()
  expect(error()?.reason).toBe('unexpected')
  const cause = String(error()?.cause)
  expect(cause).toContain(`services.${service}`)
  expect(cause).toMatch(new RegExp(`\\b${member}\\b`))
  expect(JSON.stringify(actor.getSnapshot())).not.toContain('bare')
})

/** Polls whose first answer is an app's own. */
function once(first: () => Promise<unknown>, services: DeviceFlowServices) {
  let isFirst = true
  return (...call: Parameters<DeviceFlowServices['pollToken']>): Promise<unknown> => {
    if (!isFirst) return services.pollToken(...call)
    isFirst = false
    return first()
  }
}

describe.each([Number.NaN, undefined, Infinity])('an answer that says it came at %s', (receivedAt) => {
  const at = { receivedAt: receivedAt as number }
  test.each([
    ['a fault', () => Promise.reject(fault(at))],
    ['a pending', () => Promise.resolve({ type: 'pending', ...at })],
    ['a slowDown', () => Promise.resolve({ type: 'slowDown', ...at })],
  ])('costs no login, as %s of a poll', async (_, first) => {
    const services = createScriptedServices({ polls: ['granted'] })
    const actor = createActor(
      createDeviceFlowMachine({ ...services, pollToken: once(first, services) } as never),
    ).start()
    actor.send({ type: 'start' })
    await services.clock.advance(9_000)
    expect(toView(actor.getSnapshot()).status).toBe('awaitingUser')
    await services.clock.advance(20_000)
    expect(toView(actor.getSnapshot()).status).toBe('authorized')
    expect(services.calls('pollToken')[0]?.startedAt.monotonic).toBeGreaterThanOrEqual(10_000)
  })

  test('ends a login with its code where no answer says more', async () => {
    const { clock, error } = login({ pollToken: () => Promise.resolve({ type: 'pending', ...at }) })
    await clock.advance(890_000)
    expect(error()).toBeUndefined()
    await clock.advance(30_000)
    expect(error()?.reason).toBe('expired')
  })

  test('leaves the access token usable, as a fault of a refresh', async () => {
    const { refreshed, status } = login({ refreshTokens: () => Promise.reject(fault(at)) }, { polls: ['granted'] })
    await refreshed()
    expect(status()).toBe('authorized')
  })
})

test.each([
  null,
  '',
  'myapp://x?code=1',
  'javascript:alert(1)',
  'https://',
  'https://user:pass@s/d',
  'https://s\0/d',
  5,
])(
  'a link that nobody can open, %j, is left out, and the login goes on without it',
  async (verificationUriComplete) => {
    const link = { ...authorization, verificationUriComplete }
    const { clock, actor, status } = login(
      { requestDeviceAuthorization: () => Promise.resolve(link) },
      { polls: ['granted'] },
    )
    await clock.advance(0)
    expect(actor.getSnapshot().context.authorization).toMatchObject({ userCode: authorization.userCode })
    expect(actor.getSnapshot().context.authorization?.verificationUriComplete).toBeUndefined()
    await clock.advance(5_000)
    expect(status()).toBe('authorized')
  },
)

describe('tokens of one’s own with members that are null', () => {
  const withNulls = { ...tokenSet(), refreshToken: null, idToken: null, scope: null }

  test('are taken as tokens without them', async () => {
    const { clock, actor, status } = login({
      pollToken: () => Promise.resolve({ type: 'granted', tokens: withNulls }),
    })
    await clock.advance(5_000)
    expect(status()).toBe('authorized')
    expect(Object.values(actor.getSnapshot().context.tokens ?? {})).not.toContain(null)
  })

  test('leave a session its refresh token, when they are of a refresh', async () => {
    const { refreshed, actor, status } = login(
      { refreshTokens: () => Promise.resolve({ type: 'refreshed', tokens: withNulls }) },
      { polls: ['granted'] },
    )
    await refreshed()
    expect(status()).toBe('authorized')
    const { tokens } = actor.getSnapshot().context
    expect(tokens?.renewed).toBe(true)
    expect(tokens?.refreshToken?.reveal()).toBe(tokenSet().refreshToken?.reveal())
  })
})

test('a fault whose cause cannot be read is a fault, without that cause', async () => {
  const { clock, actor, status } = login({
    pollToken: () => Promise.reject(fault({ receivedAt: 0, cause: revoked() })),
  })
  await clock.advance(5_000)
  expect(status()).toBe('awaitingUser')
  const { lastFault } = actor.getSnapshot().context
  expect([lastFault?.reason, lastFault?.message]).toEqual(['serverError', 'Not now.'])
  expect(String(lastFault?.cause)).toMatch(/services\.pollToken/)
})

class SlowDown {
  get type() {
    return 'slowDown'
  }
}

test('a poll’s outcome of a class, which does not say when it came, is read as what it is', async () => {
  const services = createScriptedServices({ polls: ['granted'] })
  const pollToken = once(async () => new SlowDown(), services)
  const actor = createActor(createDeviceFlowMachine({ ...services, pollToken } as never)).start()
  actor.send({ type: 'start' })
  await services.clock.advance(14_000)
  expect(toView(actor.getSnapshot()).status).toBe('awaitingUser')
  await services.clock.advance(5_000)
  expect(toView(actor.getSnapshot()).status).toBe('authorized')
})

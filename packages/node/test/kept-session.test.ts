import type { DeviceSession } from '@device-flow/machine'
import { decodeDeviceSession, encodeDeviceSession } from '@device-flow/session'
import { createScriptedServices, deviceAuthorization, tokenSet, virtualEpoch } from '@device-flow/testing'
import type { ScriptedServices, ServicesScript } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { DevicePrompt, LoginOptions, Session } from '../src/index.ts'

const HOUR_MS = 3_600_000
const client = { server: 'https://as.example', clientId: 'cli' }
const authorization = deviceAuthorization({ userCode: 'KEPT-CODE' })
const pending: DeviceSession = {
  version: 1,
  type: 'pending',
  client,
  authorization,
  intervalMs: 10_000,
  lastReplyAt: authorization.receivedAt,
}
const signedIn = (receivedAt: number = virtualEpoch): DeviceSession => {
  const tokens = tokenSet({ accessToken: 'kept-token', receivedAt })
  return { version: 1, type: 'signedIn', client, tokens, refreshInFlight: false }
}

function noScreen(): never {
  throw new Error('no screen')
}

interface Resumed {
  services: ScriptedServices
  prompts: DevicePrompt[]
  session: Promise<Session>
  requests(): unknown[]
}

/** A process that starts with a session, as it comes out of its store. */
function resume(kept: DeviceSession, script: ServicesScript = {}, options: Partial<LoginOptions> = {}): Resumed {
  const services = createScriptedServices({ client, ...script })
  const prompts: DevicePrompt[] = []
  const session = signIn({
    services,
    clock: services.clock,
    session: decodeDeviceSession(encodeDeviceSession(kept)),
    onPrompt: (prompt) => void prompts.push(prompt),
    ...options,
  })
  // Its rejection may come while the test still moves the clock.
  session.catch(() => {})
  const names = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens'] as const
  return { services, prompts, session, requests: () => names.flatMap((name) => services.calls(name)) }
}

test('who was signed in when the process ended still is: without a request, and without a prompt', async () => {
  const { session, prompts, requests } = resume(signedIn())
  const resumed = await session
  expect(resumed.view.status).toBe('authorized')
  expect(await resumed.getAccessToken()).toBe('kept-token')
  expect([prompts, requests()]).toEqual([[], []])
})

test('an access token that died meanwhile is renewed before anybody gets it, once', async () => {
  const { session, services, prompts } = resume(signedIn(virtualEpoch - 2 * HOUR_MS))
  const { getAccessToken } = await session
  expect(await Promise.all([getAccessToken(), getAccessToken()])).toEqual(['access-token-1', 'access-token-1'])
  expect(services.calls('refreshTokens')).toHaveLength(1)
  expect(prompts).toEqual([])
})

test('a pending login is taken up: the same code is shown, and polled no earlier than is legal', async () => {
  const { session, services, prompts } = resume(pending, { polls: ['granted'] })
  await services.clock.advance(0)
  expect(prompts).toMatchObject([{ userCode: 'KEPT-CODE' }])
  await services.clock.advance(10_999)
  expect(services.calls('pollToken')).toHaveLength(0)
  await services.clock.advance(1)
  expect((await session).view.status).toBe('authorized')
  expect(services.calls('pollToken')[0]?.input.deviceCode.reveal()).toBe(authorization.deviceCode.reveal())
  expect(services.calls('requestDeviceAuthorization')).toHaveLength(0)
})

test('a pending login whose code died meanwhile asks the server once, and ends as expired', async () => {
  const receivedAt = virtualEpoch - HOUR_MS
  const old = { ...authorization, receivedAt, expiresAt: receivedAt + 900_000 }
  const { session, services } = resume(
    { ...pending, authorization: old, lastReplyAt: receivedAt },
    { polls: ['expired'] },
  )
  await services.clock.advance(HOUR_MS)
  await expect(session).rejects.toMatchObject({ name: 'DeviceFlowError', reason: 'expired' })
  expect(services.calls('pollToken')).toHaveLength(1)
})

test('a pending login that was taken up is cancelled by the signal like any other', async () => {
  const controller = new AbortController()
  const { session, services, requests } = resume(pending, {}, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(session).rejects.toThrow('enough')
  await services.clock.advance(HOUR_MS)
  expect([requests(), services.clock.pendingTimers]).toEqual([[], 0])
})

test.each([
  ['tokens', signedIn()],
  ['a code', pending],
])(
  'a session with %s of another client is refused: not one request, and nothing shown (attack X3)',
  async (_, kept) => {
    const { session, prompts, requests } = resume({ ...kept, client: { ...client, clientId: 'other' } })
    await expect(session).rejects.toMatchObject({ name: 'DeviceSessionError', problem: 'otherClient' })
    expect([prompts, requests()]).toEqual([[], []])
  },
)

test('a session that went through JSON is refused, with what to do', async () => {
  const session: DeviceSession = JSON.parse(JSON.stringify(signedIn()))
  const { session: resumed, requests } = resume(signedIn(), {}, { session })
  await expect(resumed).rejects.toMatchObject({
    name: 'DeviceSessionError',
    message: expect.stringContaining('decodeDeviceSession'),
  })
  expect(requests()).toEqual([])
})

test('an onChange that throws costs nobody the session that was kept: its tokens are not revoked', async () => {
  const { session, services, requests } = resume(signedIn(), {}, { onChange: noScreen })
  await expect(session).rejects.toThrow('no screen')
  await services.clock.advance(HOUR_MS)
  expect([requests(), services.clock.pendingTimers]).toEqual([[], 0])
})

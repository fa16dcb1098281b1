import { expect, test } from 'vitest'
import type { DeviceFlowInput } from '../src/index.ts'
import { login } from './support.ts'

async function signedIn(script: Parameters<typeof login>[0] = {}, input?: DeviceFlowInput) {
  const flow = login({ polls: ['granted'], ...script }, input)
  flow.send({ type: 'start' })
  await flow.decided()
  return flow
}

const lifetime = (expiresInMs: number) => [{ granted: { expiresInMs } }]

test('an access token for an hour is renewed a minute before its end', async () => {
  const flow = await signedIn()
  const since = flow.clock.monotonic()
  await flow.clock.runUntil(() => flow.services.calls('refreshTokens').length === 1)
  expect(flow.clock.monotonic() - since).toBe(3_540_000)
  expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: false })
})

test('a 30-day token does not refresh in a storm, though one timer can only hold 24 days', async () => {
  const flow = await signedIn({ polls: lifetime(30 * 86_400_000) })
  await flow.clock.advance(29 * 86_400_000)
  expect(flow.services.calls('refreshTokens')).toHaveLength(0)
})

test.each([1, 0, -5_000])(
  'a token that lives %i ms is not refreshed more often than every 5 s',
  async (expiresInMs) => {
    const refreshes = Array.from({ length: 99 }, () => ({ refreshed: { expiresInMs } }))
    const flow = await signedIn({ polls: lifetime(expiresInMs), refreshes })
    await flow.clock.advance(60_000)
    expect(flow.services.calls('refreshTokens').length).toBeLessThanOrEqual(12)
  },
)

test('a reply without expires_in does not inherit the old expiry, which would refresh in a storm', async () => {
  const flow = await signedIn({ refreshes: [{ refreshed: { expiresInMs: null } }] })
  await flow.clock.advance(86_400_000)
  expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  expect(flow.view()).toMatchObject({ accessTokenExpiresAt: undefined })
})

test('F1: ten requests to refresh make one', async () => {
  const flow = await signedIn({ refreshes: [{ after: 1_000, do: 'refreshed' }] })
  for (let n = 0; n < 10; n++) flow.send({ type: 'refresh' })
  expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: true })
  await flow.clock.advance(1_000)
  expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  expect(flow.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-2')
})

test('F4: a reply without a refresh token, ID token or scope keeps those from before', async () => {
  const flow = await signedIn({ refreshes: [{ refreshed: { refreshToken: null, idToken: null, scope: null } }] })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  const { tokens } = flow.actor.getSnapshot().context
  expect(tokens?.accessToken.reveal()).toBe('access-token-2')
  expect(tokens?.refreshToken?.reveal()).toBe('refresh-token-1')
  expect(tokens?.claims?.sub).toBe('person-1')
  expect(tokens?.scope).toBe('openid offline_access')
})

test('a new refresh token does not inherit the expiry of the old one; an old one keeps it', async () => {
  const flow = await signedIn()
  const { tokens } = flow.actor.getSnapshot().context
  const session = { version: 1, type: 'signedIn', refreshInFlight: false } as const
  const ends = { refreshTokenExpiresAt: flow.clock.now() + 5_000_000, authorizationExpiresAt: 9e12 }
  const kept = login(
    { clock: flow.clock, refreshes: [{ refreshed: { refreshToken: null } }, 'refreshed'] },
    { session: { ...session, tokens: { ...tokens!, ...ends } } },
  )
  kept.send({ type: 'refresh' })
  await kept.clock.advance(0)
  expect(kept.actor.getSnapshot().context.tokens).toMatchObject(ends)
  kept.send({ type: 'refresh' })
  await kept.clock.advance(0)
  expect(kept.actor.getSnapshot().context.tokens).not.toHaveProperty('refreshTokenExpiresAt')
  expect(kept.actor.getSnapshot().context.tokens).toMatchObject({ authorizationExpiresAt: 9e12 })
})

test('F5: a network that fails in refresh is not a sign-out; the old access token stays, and the refresh is tried again', async () => {
  const flow = await signedIn({ refreshes: [{ fault: 'offline' }, { fault: 'offline' }, 'refreshed'] })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  expect(flow.view()).toMatchObject({ status: 'authorized', refreshing: false })
  await flow.clock.advance(20_000)
  expect(flow.services.gaps('refreshTokens').map((gap) => gap.monotonic)).toEqual([5_000, 10_000])
  expect(flow.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-2')
})

test('F5: once the access token is dead too the session is offline, keeps its tokens, and retry or a hint brings it back', async () => {
  for (const event of [{ type: 'retry' }, { type: 'hint' }] as const) {
    const flow = await signedIn({
      polls: lifetime(10_000),
      refreshes: [{ fault: 'offline' }, { fault: 'offline' }, 'refreshed'],
    })
    await flow.clock.runUntil(() => flow.state() === 'error')
    expect(flow.error()?.reason).toBe('offline')
    expect(flow.view()).toMatchObject({ canResume: true })
    flow.send(event)
    await flow.clock.advance(10_000)
    expect(flow.view()).toMatchObject({ status: 'authorized' })
    expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(1)
  }
})

test('a session that is out of reach waits for someone who wants it; with keepTrying it is tried again by itself, and no login is', async () => {
  const script = {
    polls: lifetime(10_000),
    refreshes: Array.from({ length: 6 }, () => ({ fault: 'offline' }) as const),
  }
  const waiting = await signedIn(script)
  await waiting.clock.runUntil(() => waiting.state() === 'error')
  const asked = waiting.services.calls('refreshTokens').length
  await waiting.clock.advance(3_600_000)
  expect(waiting.services.calls('refreshTokens')).toHaveLength(asked)
  expect(waiting.view()).toMatchObject({ status: 'error', canResume: true })

  const trying = await signedIn(script, { keepTrying: true })
  await trying.clock.runUntil(() => trying.state() === 'error')
  await trying.clock.advance(120_000)
  expect(trying.view()).toMatchObject({ status: 'authorized', refreshing: false })
  expect(trying.services.gaps('refreshTokens').map((gap) => gap.monotonic)).toEqual([
    5_000, 10_000, 15_000, 15_000, 15_000, 15_000,
  ])
  expect(trying.services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

test.each([
  ['a verdict of the server', { error: 'refused' }, 2],
  ['a refusal of the refresh token', 'refused', 1],
] as const)('keepTrying after %s asks again only while there is a session', async (_, step, calls) => {
  const flow = await signedIn({ refreshes: [step, 'refreshed'] }, { keepTrying: true })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(60_000)
  expect(flow.services.calls('refreshTokens')).toHaveLength(calls)
  expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(1)
})

test.each([
  ['cancel', 'idle'],
  ['start', 'requesting'],
] as const)(
  'a session that is only out of reach and then given up by %s is revoked, not left alive unseen',
  async (type, state) => {
    const flow = await signedIn({ polls: lifetime(10_000), refreshes: [{ fault: 'offline' }, { fault: 'offline' }] })
    await flow.clock.runUntil(() => flow.state() === 'error')
    flow.send({ type })
    expect(flow.state()).toBe(state)
    await flow.clock.advance(0)
    expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-1'])
  },
)

test('a refused refresh is a sign-out: tokens are forgotten, no new login is begun, retry asks for a new code', async () => {
  const flow = await signedIn({ refreshes: ['refused'] })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  expect(flow.error()).toMatchObject({ reason: 'signedOut', error: 'invalid_grant' })
  expect(flow.actor.getSnapshot().context.tokens).toBeUndefined()
  await flow.clock.advance(86_400_000)
  expect(flow.services.calls('requestDeviceAuthorization')).toHaveLength(1)
  flow.send({ type: 'retry' })
  expect(flow.state()).toBe('requesting')
})

test('a bug in the refresh service ends in an error that keeps the tokens, so that retry can refresh', async () => {
  const flow = await signedIn({ refreshes: ['unexpected', 'refreshed'] })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  expect(flow.error()?.reason).toBe('unexpected')
  flow.send({ type: 'retry' })
  await flow.clock.advance(5_000)
  expect(flow.state()).toBe('authorized')
})

test('tokens that cannot be renewed simply stay', async () => {
  const flow = await signedIn({ polls: [{ granted: { refreshToken: null } }] })
  expect(flow.actor.getSnapshot().can({ type: 'refresh' })).toBe(false)
  await flow.clock.advance(86_400_000)
  expect(flow.state()).toBe('authorized')
  expect(flow.clock.pendingTimers).toBe(0)
})

test('F12: sign-out forgets the tokens at once and revokes them, also when the server fails', async () => {
  for (const step of ['ok', 'unexpected', { fault: 'offline' }] as const) {
    const flow = await signedIn({ revocations: [step] })
    flow.send({ type: 'signOut' })
    expect(flow.view()).toEqual({ status: 'idle', restoring: false })
    await flow.clock.advance(0)
    expect(flow.services.revoked.map((tokens) => tokens.accessToken.reveal())).toEqual(['access-token-1'])
    expect(flow.faults).toEqual([])
    expect(flow.clock.pendingTimers).toBe(0)
  }
})

test('sign-out during a refresh revokes the tokens that the refresh brings', async () => {
  const flow = await signedIn({ refreshes: [{ after: 1_000, do: 'refreshed' }] })
  flow.send({ type: 'refresh' })
  flow.send({ type: 'signOut' })
  expect(flow.state()).toBe('idle')
  await flow.clock.advance(1_000)
  expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-2'])
})

test('sign-out during a refresh is told to a keeper at once: the process may not live until the refresh has ended (R7)', async () => {
  const flow = login({ restores: [], polls: ['granted'], refreshes: ['hang'] })
  await flow.clock.advance(0)
  flow.send({ type: 'start' })
  await flow.decided()
  flow.send({ type: 'refresh' })
  flow.send({ type: 'signOut' })
  await flow.clock.advance(0)
  expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-1'])
})

test('sign-out during a refresh that fails revokes the tokens from before', async () => {
  const flow = await signedIn({ refreshes: [{ after: 1_000, do: { fault: 'timeout' } }] })
  flow.send({ type: 'refresh' })
  flow.send({ type: 'signOut' })
  await flow.clock.advance(1_000)
  expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-1'])
})

const unusable = (n: number) => ({ fault: 'invalidResponse', refreshToken: `refresh-token-b${n}` }) as const

test('a refresh that brings a new refresh token, and nothing else that can be used, costs nothing: the next one sends that (R12)', async () => {
  const flow = await signedIn({
    refreshes: [{ fault: 'timeout', isLost: true }, unusable(1), { after: 3_600_000, do: unusable(2) }, 'refreshed'],
  })
  flow.send({ type: 'refresh' })
  await flow.clock.advance(0)
  expect(flow.view()).toMatchObject({ status: 'authorized', renewable: true, problem: { reason: 'offline' } })
  expect(flow.actor.getSnapshot().context.tokens?.accessToken.reveal()).toBe('access-token-1')
  await flow.clock.advance(3_605_000)
  expect(flow.view()).toMatchObject({ status: 'error', canResume: true })
  flow.send({ type: 'retry' })
  await flow.clock.advance(20_000)
  const sent = flow.services.calls('refreshTokens').map(({ input }) => input.refreshToken?.reveal())
  expect(sent).toEqual(['refresh-token-1', 'refresh-token-1', 'refresh-token-b1', 'refresh-token-b2'])
  expect(flow.view()).toMatchObject({ status: 'authorized', problem: undefined })
})

test('sign-out during such a refresh revokes the refresh token that it brings (R12)', async () => {
  const flow = await signedIn({
    refreshes: [{ after: 1_000, do: { fault: 'invalidResponse', refreshToken: 'refresh-token-2' } }],
  })
  flow.send({ type: 'refresh' })
  flow.send({ type: 'signOut' })
  await flow.clock.advance(1_000)
  expect(flow.services.revoked.map((tokens) => tokens.refreshToken?.reveal())).toEqual(['refresh-token-2'])
})

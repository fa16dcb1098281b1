import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { signedIn } from './login.ts'

const HOUR_MS = 3_600_000

describe('getAccessToken', () => {
  test('returns the token without a request while it is good', async () => {
    const { services, session } = await signedIn()
    expect(await (await session).getAccessToken()).toBe('access-token-1')
    expect(services.calls('refreshTokens')).toHaveLength(0)
  })

  test('renews an expired token once, however many callers wait, and all get the new one (F1)', async () => {
    const { services, session } = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    const { getAccessToken } = await session
    services.clock.jumpWall(HOUR_MS)
    const tokens = Promise.all(Array.from({ length: 10 }, () => getAccessToken()))
    await services.clock.advance(1000)
    expect(new Set(await tokens)).toEqual(new Set(['access-token-2']))
    expect(services.calls('refreshTokens')).toHaveLength(1)
  })

  test('renews a token that is about to expire', async () => {
    const { services, session } = await signedIn()
    services.clock.jumpWall(HOUR_MS - 9000)
    expect(await (await session).getAccessToken()).toBe('access-token-2')
  })

  test('renews a short-lived token in the last tenth of its life only', async () => {
    const { services, session } = await signedIn({ polls: [{ granted: { expiresInMs: 20_000 } }] })
    const { getAccessToken } = await session
    services.clock.jumpWall(17_000)
    expect(await getAccessToken()).toBe('access-token-1')
    services.clock.jumpWall(1500)
    expect(await getAccessToken()).toBe('access-token-2')
  })

  test('still returns the old token when renewing it fails while it lives (F5)', async () => {
    const { services, session } = await signedIn({ refreshes: [{ fault: 'offline' }] })
    services.clock.jumpWall(HOUR_MS - 5000)
    expect(await (await session).getAccessToken()).toBe('access-token-1')
  })

  test('rejects as offline when the token is dead and the server out of reach, and works again when it is back (F5)', async () => {
    const { services, session } = await signedIn({ refreshes: [{ fault: 'offline' }] })
    const { getAccessToken } = await session
    services.clock.jumpWall(HOUR_MS)
    await expect(getAccessToken()).rejects.toMatchObject({ name: 'DeviceFlowError', reason: 'offline' })
    await services.clock.advance(5000)
    expect(await getAccessToken()).toBe('access-token-2')
  })

  test('rejects as signedOut when the server has ended the session, and asks it no more', async () => {
    const { services, session } = await signedIn({ refreshes: ['refused'] })
    const { getAccessToken } = await session
    services.clock.jumpWall(HOUR_MS)
    await expect(getAccessToken()).rejects.toMatchObject({ reason: 'signedOut', error: 'invalid_grant' })
    await expect(getAccessToken()).rejects.toMatchObject({ reason: 'signedOut' })
    expect(services.calls('refreshTokens')).toHaveLength(1)
  })

  test('does not repeat by itself a renewal that another try cannot cure', async () => {
    const { services, session } = await signedIn({ refreshes: [{ error: 'refused', code: 'invalid_client' }] })
    const { getAccessToken, refresh } = await session
    services.clock.jumpWall(HOUR_MS)
    await expect(getAccessToken()).rejects.toMatchObject({ reason: 'refused' })
    await expect(getAccessToken()).rejects.toMatchObject({ reason: 'refused' })
    expect(services.calls('refreshTokens')).toHaveLength(1)
    await services.clock.advance(5000)
    await refresh()
    expect(await getAccessToken()).toBe('access-token-2')
  })

  test('says what to do when an expired token cannot be renewed', async () => {
    const { services, session } = await signedIn({ polls: [{ granted: { refreshToken: null } }] })
    const { getAccessToken } = await session
    services.clock.jumpWall(HOUR_MS - 1000)
    expect(await getAccessToken()).toBe('access-token-1')
    services.clock.jumpWall(1000)
    await expect(getAccessToken()).rejects.toMatchObject({
      reason: 'signedOut',
      message: expect.stringContaining('offline_access'),
    })
  })
})

describe('refresh', () => {
  test('joins the renewal under way', async () => {
    const { services, session } = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    const { refresh, getAccessToken } = await session
    const both = Promise.all([refresh(), refresh()])
    await services.clock.advance(1000)
    await both
    expect(await getAccessToken()).toBe('access-token-2')
    expect(services.calls('refreshTokens')).toHaveLength(1)
  })

  test('rejects as offline when it brought nothing, though the old token still lives', async () => {
    const { session } = await signedIn({ refreshes: [{ fault: 'timeout' }] })
    const { refresh, getAccessToken, view } = await session
    await expect(refresh()).rejects.toMatchObject({ reason: 'offline' })
    expect(view.status).toBe('authorized')
    expect(await getAccessToken()).toBe('access-token-1')
  })

  test('rejects as unsupported without a refresh token', async () => {
    const { session } = await signedIn({ polls: [{ granted: { refreshToken: null } }] })
    await expect((await session).refresh()).rejects.toMatchObject({ reason: 'unsupported' })
  })

  test('shows in the view, and not as another sign-in', async () => {
    const { services, session, views } = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    const refreshed = (await session).refresh()
    await services.clock.advance(1000)
    await refreshed
    expect(views.slice(2)).toMatchObject([
      { status: 'authorized', refreshing: false },
      { status: 'authorized', refreshing: true },
      { status: 'authorized', refreshing: false },
    ])
  })
})

describe('signOut', () => {
  test('forgets the tokens at once, and resolves when the server has revoked them (F12)', async () => {
    const { services, session } = await signedIn({ revocations: [{ after: 1000, do: 'ok' }] })
    const signedOutSession = await session
    let isDone = false
    void signedOutSession.signOut().then(() => (isDone = true))
    expect(signedOutSession.view.status).toBe('idle')
    expect(signedOutSession.claims).toBeUndefined()
    await services.clock.advance(900)
    await nextTurn()
    expect(isDone).toBe(false)
    await services.clock.advance(100)
    await nextTurn()
    await nextTurn()
    expect(isDone).toBe(true)
    expect(services.revoked).toHaveLength(1)
    expect(services.clock.pendingTimers).toBe(0)
    await expect(signedOutSession.getAccessToken()).rejects.toMatchObject({ reason: 'signedOut' })
    await expect(signedOutSession.refresh()).rejects.toMatchObject({ reason: 'signedOut' })
  })

  test('signs out here even when the server fails to (F12)', async () => {
    const { session } = await signedIn({ revocations: ['unexpected'] })
    const { signOut, actor } = await session
    expect(await signOut()).toEqual({ revoked: false })
    expect(actor.getSnapshot().matches('idle')).toBe(true)
  })

  test('tells why the server has not revoked the tokens (F12)', async () => {
    const { session } = await signedIn({ revocations: [{ fault: 'offline' }] })
    expect(await (await session).signOut()).toMatchObject({ revoked: false, problem: { reason: 'offline' } })
  })

  test('tells that the tokens are revoked, also when it is asked again', async () => {
    const { session } = await signedIn()
    const { signOut } = await session
    expect(await signOut()).toEqual({ revoked: true })
    expect(await signOut()).toEqual({ revoked: true })
  })

  test('waits 5 s for a server that does not answer, and no longer', async () => {
    const { services, session } = await signedIn({ revocations: ['hang'] })
    const signedOut = (await session).signOut()
    await services.clock.advance(5000)
    expect(await signedOut).toEqual({ revoked: false })
    expect((await session).view.status).toBe('idle')
  })

  test('does nothing the second time', async () => {
    const { services, session } = await signedIn()
    const { signOut } = await session
    await signOut()
    await signOut()
    expect(services.revoked).toHaveLength(1)
  })

  test('during a refresh revokes the new tokens, and lets nobody wait for them', async () => {
    const { services, session } = await signedIn({ refreshes: [{ after: 1000, do: 'refreshed' }] })
    const { refresh, signOut } = await session
    const refreshed = refresh()
    const signedOut = signOut()
    await expect(refreshed).rejects.toMatchObject({ reason: 'signedOut' })
    await services.clock.advance(1000)
    expect(await signedOut).toEqual({ revoked: true })
    expect(services.revoked.map((tokens) => tokens.accessToken.reveal())).toEqual(['access-token-2'])
  })
})

describe('userInfo', () => {
  test('asks with the tokens that are held', async () => {
    const { session } = await signedIn(
      {},
      { fetchUserInfo: async (tokens) => ({ sub: `of ${tokens.accessToken.reveal()}` }) },
    )
    expect(await (await session).userInfo()).toEqual({ sub: 'of access-token-1' })
  })

  test('is unsupported by services that have none', async () => {
    const { session } = await signedIn()
    await expect((await session).userInfo()).rejects.toMatchObject({ reason: 'unsupported' })
  })
})

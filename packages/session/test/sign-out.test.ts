import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { memoryStore, SessionStoreError, signOut, withSession } from '../src/index.ts'
import type { KeptServices } from '../src/index.ts'
import { faultyStore } from './keeping/faulty-store.ts'
import { call, failureOf, tabs } from './keeping/tabs.ts'

describe('signing out, for a program that holds no session', () => {
  test('signs out for all, and has the newest tokens revoked (T17, T27)', async () => {
    const world = tabs()
    const [one, logout] = [await world.signedIn(), world.open()]
    await one.services.refreshTokens(await one.tokens())
    expect(await signOut(logout.services)).toEqual({ revoked: true, wasSignedIn: true })
    expect(world.server.revoked).toEqual(['f1.2'])
    expect((await world.stored())?.ended).toMatchObject({ by: 'person', at: world.clock.now() })
    await world.clock.advance(0)
    expect(one.notices).toMatchObject([{ type: 'sessionEnded', error: { endedBy: 'elsewhere' } }])
  })

  test('of a session that the server has ended leaves nothing of how it ended, and sends nothing', async () => {
    const world = tabs()
    const one = await world.signedIn()
    world.server.deliveries = [{ fails: 'lost' }]
    await failureOf(one.services.refreshTokens(await one.tokens()))
    // The server has replaced the refresh token, and takes the old one for stolen.
    await world.clock.advance(3_700_000)
    await one.services.refreshTokens(await one.tokens())
    expect((await world.stored())?.ended).toMatchObject({ by: 'server', error: 'invalid_grant' })
    expect(await signOut(world.open().services)).toEqual({ revoked: true, wasSignedIn: false })
    expect((await world.stored())?.ended).toEqual({ by: 'person', at: world.clock.now() })
    expect(world.server.revoked).toEqual([])
  })

  test.each<[string, (services: KeptServices, held: TokenSet) => Promise<unknown>]>([
    ['for a program that holds no session', (services) => signOut(services)],
    ['of the session that is held', (services, held) => services.revokeTokens(held)],
  ])('removes what is kept where there is no room to write it down: %s (T17)', async (_, signsOut) => {
    const world = tabs()
    await world.signedIn()
    const { store } = Object.assign(faultyStore(world.store), { writes: 'full' })
    const removeIf = async (key: string): Promise<true> => store.setAside(key).then(() => true)
    const tab = world.open({ store: { ...store, removeIf } })
    const held = await tab.tokens()
    expect(await signsOut(tab.services, held)).toMatchObject({ revoked: true })
    expect(await world.stored()).toBeUndefined()
    expect(world.server.revoked).toEqual(['f1.1'])
  })

  test('does not say that the tokens are revoked while another process renews them, which revokes what that brings (R7)', async () => {
    const world = tabs()
    const [one, logout] = [await world.signedIn(), world.open()]
    world.server.deliveries = [{ afterMs: 2_000 }]
    const refresh = one.services.refreshTokens(await one.tokens())
    await world.clock.advance(1_000)
    const outcome = await signOut(logout.services)
    expect(outcome).toMatchObject({ revoked: false, problem: { reason: 'busy' }, wasSignedIn: true })
    await world.clock.advance(1_000)
    await refresh
    expect(world.server.revoked).toEqual(['f1.1', 'f1.2'])
  })

  test('is not put off by a read that fails once', async () => {
    const world = tabs()
    await world.signedIn()
    const faulty = faultyStore(world.store)
    faulty.reads = 'unavailable'
    const outcome = signOut(world.open({ store: faulty.store }).services)
    await world.clock.advance(100)
    faulty.reads = undefined
    await world.clock.advance(200)
    expect(await outcome).toEqual({ revoked: true, wasSignedIn: true })
  })

  test('has the tokens revoked where the write took effect, and was said to have failed (T17)', async () => {
    const world = tabs()
    await world.signedIn()
    let isFirst = true
    const store: typeof world.store = {
      ...world.store,
      async writeIf(...args) {
        const isWritten = await world.store.writeIf(...args)
        if (!isFirst) return isWritten
        isFirst = false
        throw new SessionStoreError('unavailable', 'It was written all the same.')
      },
    }
    const outcome = signOut(world.open({ store }).services)
    await world.clock.advance(1_000)
    expect(await outcome).toEqual({ revoked: true, wasSignedIn: true })
    expect(world.server.revoked).toEqual(['f1.1'])
  })

  test('gives up a login that waits: the next one has a code of its own', async () => {
    const world = tabs()
    const seen = await world.open().services.requestDeviceAuthorization({}, call)
    expect(await signOut(world.open().services)).toEqual({ revoked: true, wasSignedIn: false })
    const next = await world.open().services.requestDeviceAuthorization({}, call)
    expect(next.deviceCode.reveal()).not.toBe(seen.deviceCode.reveal())
  })

  test('has what the code of such a login brings revoked, where it is approved all the same (R7)', async () => {
    const world = tabs()
    const waiting = world.open()
    const authorization = await waiting.services.requestDeviceAuthorization({}, call)
    await signOut(world.open().services)
    world.server.approved = true
    await waiting.services.pollToken(authorization, call).catch(() => {})
    expect(world.server.honours('f1.1')).toBe(false)
    expect(await world.open().restore()).toBeUndefined()
  })

  test('takes along a login that waits beside a session, to take its place', async () => {
    const world = tabs()
    const tab = await world.signedIn()
    world.server.approved = false
    await tab.services.requestDeviceAuthorization({}, call)
    await signOut(world.open().services)
    expect(await world.stored()).not.toHaveProperty('pending')
    expect(await world.open().restore()).toBeUndefined()
  })

  test('forgets a session of no more use, too', async () => {
    const world = tabs()
    await world.signedIn()
    await world.edit(({ signedIn, ...record }) => ({
      ...record,
      ...(signedIn && { signedIn: { ...signedIn, tokens: { ...signedIn.tokens, refreshToken: undefined } } }),
    }))
    await world.clock.advance(24 * 3_600_000)
    await signOut(world.open().services)
    expect(await world.stored()).not.toHaveProperty('signedIn')
  })

  test('needs no store that can be written where nobody is signed in, though the server has ended the last session', async () => {
    const world = tabs()
    await world.signedIn()
    const ended = { at: 0, by: 'server', error: 'invalid_grant' } as const
    await world.edit((record) => ({ ...record, signedIn: undefined, ended }))
    const { store } = Object.assign(faultyStore(world.store), { writes: 'denied' })
    expect(await signOut(world.open({ store }).services)).toEqual({ revoked: true, wasSignedIn: false })
    expect((await world.stored())?.ended).toEqual(ended)
  })

  test('rejects where a login that waits cannot be given up', async () => {
    const world = tabs()
    await world.open().services.requestDeviceAuthorization({}, call)
    const { store } = Object.assign(faultyStore(world.store), { writes: 'denied' })
    expect(await failureOf(signOut(world.open({ store }).services))).toMatchObject({ reason: 'storage' })
  })

  test('does nothing where nobody is signed in', async () => {
    const world = tabs()
    expect(await signOut(world.open().services)).toEqual({ revoked: true, wasSignedIn: false })
    expect(await world.stored()).toBeUndefined()
  })

  test('rejects when it can neither be written nor revoked; where the tokens are dead all the same, it says that they are kept (R8)', async () => {
    const world = tabs()
    await world.signedIn()
    const full = faultyStore(world.store)
    full.writes = 'full'
    const logout = world.open({ store: full.store })
    expect(await signOut(logout.services)).toEqual({ revoked: true, wasSignedIn: true, forgotten: false })
    expect(await world.stored()).toHaveProperty('signedIn')
    const offline = withSession(
      {
        ...world.server.services(),
        revokeTokens: async () => Promise.reject(new TransientFault('offline', 'No network', { receivedAt: 0 })),
      },
      { store: full.store, clock: world.clock },
    )
    expect(await failureOf(signOut(offline))).toMatchObject({ name: 'DeviceFlowError', reason: 'storage' })
    expect(world.clock.pendingTimers).toBe(0)
  })

  test.each([
    new DeviceFlowError('unsupported', 'Not for this client', { error: 'invalid_client' }),
    new TransientFault('timeout', 'No answer', { receivedAt: 0 }),
  ])(
    'tells why the server has not revoked the tokens, which are forgotten all the same: $reason (F12)',
    async (problem) => {
      const world = tabs()
      await world.signedIn()
      const services = { ...world.server.services(), revokeTokens: () => Promise.reject(problem) }
      const kept = withSession(services, { store: world.store, clock: world.clock })
      expect(await signOut(kept)).toEqual({ revoked: false, problem, wasSignedIn: true })
      expect(await world.open().restore()).toBeUndefined()
    },
  )

  test.each([
    [undefined, 10_000],
    [{ limitMs: 30_000 }, 30_000],
  ])('waits for a server that does not answer for so long, and no longer: %j', async (options, limitMs) => {
    const world = tabs()
    await world.signedIn()
    const services = { ...world.server.services(), revokeTokens: () => new Promise<never>(() => {}) }
    const signedOut = signOut(withSession(services, { store: world.store, clock: world.clock }), options)
    let isDone = false
    void signedOut.then(() => (isDone = true))
    await world.clock.advance(limitMs - 1)
    expect(isDone).toBe(false)
    await world.clock.advance(1)
    expect(await signedOut).toMatchObject({ revoked: false, problem: { reason: 'timeout' } })
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('is not for services that keep nothing: it says what to give', async () => {
    const { services } = tabs().open()
    expect(await failureOf(signOut({ ...services }))).toMatchObject({
      message: /^services: must be those that withSession/,
    })
  })

  test('rejects when what is kept cannot be read: that somebody is signed in there is not known (T20)', async () => {
    const world = tabs()
    const faulty = faultyStore(memoryStore())
    faulty.reads = 'locked'
    const { services } = world.open({ store: faulty.store })
    expect(await failureOf(signOut(services))).toMatchObject({ reason: 'storage', message: 'Scripted: locked.' })
  })
})

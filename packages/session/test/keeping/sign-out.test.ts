import { describe, expect, test } from 'vitest'
import { SessionStoreError } from '../../src/index.ts'
import { faultyWorld } from './faulty-world.ts'
import { locks, tabs } from './tabs.ts'

describe.each(locks)('with %s', (_, lock) => {
  test('a sign-out is stored before the server is asked, and all tabs hear of it (T17)', async () => {
    const world = tabs(lock)
    const [one, other] = [await world.signedIn(), world.open()]
    await other.restore()
    expect(await one.services.revokeTokens(await one.tokens())).toEqual({ revoked: true })
    await world.clock.advance(0)
    expect((await world.stored())?.ended).toMatchObject({ by: 'person', at: world.clock.now() })
    expect(other.notices).toMatchObject([
      { type: 'sessionEnded', error: { reason: 'signedOut', endedBy: 'elsewhere' } },
    ])
    expect(one.notices).toEqual([])
    expect(await world.open().restore()).toBeUndefined()
  })

  test('what is kept is read after a sign-out of this tab: nobody is told of a session that it is about to end (T17)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const held = await tab.tokens()
    const { writeIf } = world.store
    world.store.writeIf = async (...write) => {
      await new Promise<void>((resolve) => world.clock.schedule(resolve, 1_000))
      return writeIf(...write)
    }
    const revoked = tab.services.revokeTokens(held)
    const restored = tab.restore()
    await world.clock.advance(1_000)
    expect(await restored).toBeUndefined()
    await revoked
  })

  test('revokes the newest tokens, also when another tab has renewed them (T27)', async () => {
    const world = tabs(lock)
    const [one, other] = [await world.signedIn(), world.open()]
    const held = await other.tokens()
    await one.services.refreshTokens(await one.tokens())
    await other.services.revokeTokens(held)
    expect(world.server.revoked).toEqual(['f1.2'])
  })

  test('during a refresh of another tab: what that brings is revoked, and nobody is signed in again (R7, T17)', async () => {
    const world = tabs(lock)
    const [one, other] = [await world.signedIn(), world.open()]
    world.server.deliveries = [{ afterMs: 2_000 }]
    const held = await other.tokens()
    const refresh = one.services.refreshTokens(await one.tokens())
    await world.clock.advance(1_000)
    // The server may have replaced the tokens by then: of a used one it says that it is revoked, and does nothing.
    expect(await other.services.revokeTokens(held)).toMatchObject({ revoked: false, problem: { reason: 'busy' } })
    await world.clock.advance(1_000)
    expect(await refresh).toMatchObject({ type: 'refused', error: { reason: 'signedOut', endedBy: 'elsewhere' } })
    expect(world.server.revoked).toEqual(['f1.1', 'f1.2'])
    expect((await world.stored())?.signedIn).toBeUndefined()
  })

  test('a session that somebody else has begun meanwhile is not signed out by it (T18)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const held = await tab.tokens()
    await world.signedIn()
    await tab.services.revokeTokens(held)
    expect((await world.stored())?.signedIn?.tokens.accessToken).toBe('access f2.1')
    expect(world.server.honours('f2.1')).toBe(true)
  })

  test('a login that is shown meanwhile goes on', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const held = await tab.tokens()
    const authorization = await tab.services.requestDeviceAuthorization({}, { signal: new AbortController().signal })
    await tab.services.revokeTokens(held)
    await world.clock.advance(5_000)
    world.server.approved = true
    const outcome = await tab.services.pollToken(authorization, { signal: new AbortController().signal })
    expect(outcome).toMatchObject({ type: 'granted' })
  })
})

test('a record that is gone is a session that has ended, without a request: storage that comes back has it again', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const tokens = await tab.tokens()
  const { read } = world.store
  world.store.read = async () => undefined
  const error = { reason: 'signedOut', endedBy: 'storage' }
  expect(await tab.services.refreshTokens(tokens)).toMatchObject({ type: 'refused', error })
  expect(world.server.refreshes).toEqual([])
  world.store.read = read
  expect(await tab.tokens()).toBeDefined()
  expect(world.server.honours('f1.1')).toBe(true)
})

describe('with a read that fails once', () => {
  test('a sign-out revokes the tokens that this process has brought last, and not those that it has read (T27)', async () => {
    const { world, faulty } = faultyWorld()
    await world.signedIn()
    // It does not hear of what it does itself.
    const tab = world.open({ store: { ...faulty.store, notify: () => {} } })
    const outcome = await tab.services.refreshTokens(await tab.tokens())
    if (outcome.type !== 'refreshed') throw new Error(outcome.type)
    faulty.reads = 'unavailable'
    const signedOut = tab.services.revokeTokens(outcome.tokens)
    await world.clock.advance(500)
    // At once: the process may be about to end.
    expect(world.server.revoked).toEqual(['f1.2'])
    faulty.reads = undefined
    await world.clock.advance(1_000)
    expect(await signedOut).toEqual({ revoked: true })
    expect(world.server.revoked).toEqual(['f1.2'])
    expect((await world.stored())?.signedIn).toBeUndefined()
  })

  test('it revokes those that another has brought, once it can read them (T27)', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const [tab, other] = [open(), world.open({ store: { ...world.store, notify: () => {} } })]
    const held = await tab.tokens()
    await other.services.refreshTokens(await other.tokens())
    faulty.reads = 'unavailable'
    const signedOut = tab.services.revokeTokens(held)
    await world.clock.advance(500)
    faulty.reads = undefined
    await world.clock.advance(1_000)
    expect(await signedOut).toEqual({ revoked: true })
    expect(world.server.revoked).toEqual(['f1.1', 'f1.2'])
    expect(other.notices).toMatchObject([{ type: 'sessionEnded' }])
  })

  test('and does not get well, it does not say that the tokens are revoked: others may have renewed them', async () => {
    const { world, faulty, open } = faultyWorld()
    await world.signedIn()
    const tab = open()
    const held = await tab.tokens()
    faulty.reads = 'denied'
    const signedOut = tab.services.revokeTokens(held)
    await world.clock.advance(2_500)
    const problem = { reason: 'busy', message: 'Scripted: denied.' }
    expect(await signedOut).toMatchObject({ revoked: false, problem })
    expect(world.server.revoked).toEqual(['f1.1'])
  })
})

test('a sign-out that a store has written, and said to have failed, is told to the others at the next try', async () => {
  const world = tabs()
  await world.signedIn()
  const { writeIf } = world.store
  const failing: typeof writeIf = async (...write) => {
    await writeIf(...write)
    throw new SessionStoreError('unavailable', 'It did not answer in time.')
  }
  const store = { ...world.store, writeIf: failing }
  const [tab, other] = [world.open({ store }), world.open()]
  await other.restore()
  const { read } = store
  const tokens = await tab.tokens()
  store.read = () => Promise.reject(new SessionStoreError('unavailable', 'It is away.'))
  const signedOut = tab.services.revokeTokens(tokens)
  await world.clock.advance(500)
  store.read = read
  await world.clock.advance(700)
  store.writeIf = writeIf
  await world.clock.advance(5_000)
  await signedOut
  expect(other.notices).toMatchObject([{ type: 'sessionEnded' }])
})

import { TransientFault } from '@device-flow/machine'
import { inProcessLock } from '../../src/index.ts'
import type { Lock } from '../../src/index.ts'
import type { VirtualClock } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { faultyWorld } from './faulty-world.ts'
import { accessTokenOf, failureOf, KEY } from './tabs.ts'

const HOUR_MS = 3_600_000

/** Two processes whose access token is dead; the first has renewed it, and cannot write what that has brought. */
async function unsaved() {
  let lock!: Lock
  const { world, faulty, open } = faultyWorld((clock: VirtualClock) => (lock = inProcessLock(clock)))
  await world.signedIn()
  const [tab, other] = [open(), world.open()]
  const [tokens, held] = [await tab.tokens(), await other.tokens()]
  await world.clock.advance(HOUR_MS)
  world.server.deliveries = [{ afterMs: 300 }]
  const refresh = tab.services.refreshTokens(tokens)
  await world.clock.advance(100)
  faulty.writes = 'full'
  const theirs = other.services.refreshTokens(held)
  await world.clock.advance(200)
  expect(await refresh).toMatchObject({ type: 'refreshed', unsaved: true })
  const isLocked = async (): Promise<boolean> => {
    const request = { waitMs: 1, leaseMs: 1, signal: new AbortController().signal }
    const answer = lock.acquire(KEY, request)
    await world.clock.advance(2)
    return (await answer) === 'held'
  }
  return { world, faulty, tab, other, held, theirs, isLocked }
}

describe('while renewed tokens are in memory only, and their process lives', () => {
  test('nobody else sends the old refresh token: one write that fails costs no session (R8)', async () => {
    const { world, faulty, theirs } = await unsaved()
    faulty.writes = undefined
    await world.clock.advance(2_000)
    expect(accessTokenOf(await theirs)).toBe('access f1.2')
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('others hear that it is busy, and take the tokens once they are stored (R8, R10)', async () => {
    const { world, faulty, other, held, theirs } = await unsaved()
    const failure = failureOf(theirs)
    await world.clock.advance(40_000)
    expect(await failure).toMatchObject({ reason: 'busy' })
    faulty.writes = undefined
    await world.clock.advance(1_000)
    expect(accessTokenOf(await other.services.refreshTokens(held))).toBe('access f1.2')
    expect(world.server.reuses).toBe(0)
  })

  test('it goes on renewing them, with the lock that it has (R8)', async () => {
    const { world, tab, faulty, isLocked } = await unsaved()
    const session = await tab.restore()
    if (session?.type !== 'signedIn') throw new Error('not signed in')
    world.server.deliveries = [{ afterMs: 5_000 }]
    const renewed = tab.services.refreshTokens(session.tokens)
    await world.clock.advance(500)
    // What it renews is stored meanwhile. The others do not have the turn for that.
    faulty.writes = undefined
    await world.clock.advance(1_500)
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.2')
    expect(await isLocked()).toBe(true)
    faulty.writes = 'full'
    await world.clock.advance(3_000)
    expect(accessTokenOf(await renewed)).toBe('access f1.3')
    faulty.writes = undefined
    await world.clock.advance(2_000)
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.3')
    expect(world.server.reuses).toBe(0)
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('an unsent try of another, once the lease is over, does not make them lost (R8)', async () => {
    const { world, faulty, other, held, theirs } = await unsaved()
    theirs.catch(() => {})
    await world.clock.advance(60_000)
    world.server.deliveries = [{ fails: 'unsent' }]
    const unsent = failureOf(other.services.refreshTokens(held))
    await world.clock.advance(7_000)
    expect(await unsent).toMatchObject({ reason: 'timeout' })
    // Its next try is at the end of this second.
    faulty.writes = undefined
    const next = world.open().services.refreshTokens(held)
    await world.clock.advance(3_000)
    expect(accessTokenOf(await next)).toBe('access f1.2')
    expect(world.server.reuses).toBe(0)
  })

  test('the lock is kept no longer than its lease: a store that takes nothing keeps nobody waiting for good (T13)', async () => {
    const { world, theirs, isLocked } = await unsaved()
    theirs.catch(() => {})
    await world.clock.advance(55_000)
    expect(await isLocked()).toBe(true)
    await world.clock.advance(5_000)
    expect(await isLocked()).toBe(false)
  })

  test('whoever leaves tries once more, and gives the lock back (R8)', async () => {
    const { world, faulty, tab, theirs, isLocked } = await unsaved()
    theirs.catch(() => {})
    await world.clock.advance(36_000)
    faulty.writes = 'full'
    await tab.services.session.settle?.()
    expect(await isLocked()).toBe(false)
    faulty.writes = undefined
    await tab.services.session.settle?.()
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.2')
  })
})

describe('a refresh that was sent without the lock', () => {
  test('is waited for by who has it: its sender is not dead (R11)', async () => {
    const { world } = faultyWorld()
    await world.signedIn()
    const other = world.open()
    const alone = world.open({ lock: { acquire: async () => 'impossible' } })
    const [tokens, held] = [await alone.tokens(), await other.tokens()]
    await world.clock.advance(HOUR_MS)
    world.server.deliveries = [{ afterMs: 20_000 }]
    const refresh = alone.services.refreshTokens(tokens)
    await world.clock.advance(12_000)
    const theirs = other.services.refreshTokens(held)
    await world.clock.advance(10_000)
    expect(accessTokenOf(await refresh)).toBe('access f1.2')
    expect(accessTokenOf(await theirs)).toBe('access f1.2')
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('and never ended is sent once more, 45 s after it has left', async () => {
    const { world } = faultyWorld()
    await world.signedIn()
    const other = world.open()
    const held = await other.tokens()
    await world.clock.advance(HOUR_MS)
    await world.edit((record) => ({
      ...record,
      signedIn: { ...record.signedIn!, refresh: { sentAt: world.clock.now(), owner: 'dead', withoutLock: true } },
    }))
    const theirs = other.services.refreshTokens(held)
    await world.clock.advance(44_000)
    expect(world.server.refreshes).toHaveLength(0)
    await world.clock.advance(4_000)
    expect(accessTokenOf(await theirs)).toBe('access f1.2')
  })
})

test('a note of a refresh that never left, and that cannot be written, keeps nobody from renewing', async () => {
  const { world, faulty, open } = faultyWorld(inProcessLock)
  await world.signedIn()
  const [tab, other] = [open(), world.open()]
  const [tokens, held] = [await tab.tokens(), await other.tokens()]
  await world.clock.advance(HOUR_MS)
  world.server.deliveries = [{ discoveryMs: 100, fails: 'unsent' }]
  const failure = failureOf(tab.services.refreshTokens(tokens))
  await world.clock.advance(50)
  faulty.writes = 'full'
  await world.clock.advance(100)
  expect(await failure).toBeInstanceOf(TransientFault)
  const renewed = other.services.refreshTokens(held)
  await world.clock.advance(5_000)
  expect(accessTokenOf(await renewed)).toBe('access f1.2')
})

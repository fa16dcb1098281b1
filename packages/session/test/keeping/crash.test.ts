import { describe, expect, test } from 'vitest'
import { inProcessLock } from '../../src/index.ts'
import type { Lock } from '../../src/index.ts'
import type { Delivery, ModelOptions } from './model-server.ts'
import { accessTokenOf, failureOf, impossibleLock, locks, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

/** How long who has written over an old intent waits for its sender to save what it may have (R8). */
const LOOK_AGAIN_MS = 2_000

/** The lock of processes, of which one dies: its lock goes with it. */
function mortalLock(make: () => Lock): { lock: Lock; die(): void } {
  let lock = make()
  return {
    lock: { acquire: (...request) => lock.acquire(...request) },
    die: () => (lock = make()),
  }
}

/** A tab that died after it had sent its refresh, `ageMs` ago, and one that is left. */
async function afterCrash(options: {
  graceMs: number
  ageMs: number
}): Promise<{ world: Tabs; heir: ReturnType<Tabs['open']> }> {
  const mortal = mortalLock(() => inProcessLock())
  const world = tabs((clock) => {
    const fresh = mortalLock(() => inProcessLock(clock))
    mortal.die = fresh.die
    return fresh.lock
  }, options)
  const dead = await world.signedIn()
  await world.clock.advance(HOUR_MS - 60_000)
  world.server.deliveries = [{ afterMs: 10 * HOUR_MS }]
  void dead.services.refreshTokens(await dead.tokens())
  await world.clock.advance(options.ageMs)
  mortal.die()
  return { world, heir: world.open() }
}

describe('after a crash between the sending of a refresh and its reply', () => {
  test('within the grace, the next one sends the same token at once, and has the session (R11, T1)', async () => {
    const { world, heir } = await afterCrash({ graceMs: 10_000, ageMs: 4_000 })
    const session = await heir.restore()
    const now = world.clock.now()
    expect(session).toMatchObject({ refreshInFlight: true, refreshSentAt: now - 4_000, readAt: now })
    expect(accessTokenOf(await heir.services.refreshTokens(await heir.tokens()))).toBe('access f1.2')
    expect(world.server.reuses).toBe(0)
  })

  test('after the grace, the next one uses the access token to its end, then tries once (R11)', async () => {
    const { world, heir } = await afterCrash({ graceMs: 10_000, ageMs: 10_000 })
    const tokens = await heir.tokens()
    expect(await failureOf(heir.services.refreshTokens(tokens))).toMatchObject({ retryAfterMs: 50_000 })
    expect(world.server.refreshes).toHaveLength(1)
    await world.clock.advance(50_000)
    const last = heir.services.refreshTokens(tokens)
    await world.clock.advance(LOOK_AGAIN_MS)
    expect(await last).toMatchObject({ type: 'refused', error: { endedBy: 'server' } })
    expect(world.server.refreshes).toHaveLength(2)
  })

  test('a time in the future, by a clock that was set, is not taken for young (R11)', async () => {
    const { world, heir } = await afterCrash({ graceMs: 10_000, ageMs: 4_000 })
    world.clock.jumpWall(-600_000)
    expect(await failureOf(heir.services.refreshTokens(await heir.tokens()))).toMatchObject({ reason: 'rateLimited' })
    expect(world.server.refreshes).toHaveLength(1)
  })
})

test('without a lock, the refresh of another is waited for until it is surely over, and what it brings is taken (R4)', async () => {
  const world = tabs(() => impossibleLock)
  const [one, other] = [await world.signedIn(), world.open()]
  const tokens = await other.tokens()
  world.server.deliveries = [{ afterMs: 30_000 }]
  const first = one.services.refreshTokens(await one.tokens())
  await world.clock.advance(1_000)
  const second = other.services.refreshTokens(tokens)
  await world.clock.advance(31_000)
  expect(accessTokenOf(await second)).toBe(accessTokenOf(await first))
  expect(world.server.refreshes).toHaveLength(1)
})

test('without a lock, the refresh of a dead one is waited for 45 s, and not for ever (R11)', async () => {
  const world = tabs(() => impossibleLock, { graceMs: 60_000 })
  const [dead, heir] = [await world.signedIn(), world.open()]
  const tokens = await heir.tokens()
  world.server.deliveries = [{ afterMs: 10 * HOUR_MS }]
  void dead.services.refreshTokens(tokens)
  await world.clock.advance(0)
  const refresh = heir.services.refreshTokens(tokens)
  await world.clock.advance(44_000)
  expect(world.server.refreshes).toHaveLength(1)
  await world.clock.advance(2_000 + LOOK_AGAIN_MS)
  expect(accessTokenOf(await refresh)).toBe('access f1.2')
})

test('a holder that comes back after its turn was taken over does not write over what its successor has (R7, T11)', async () => {
  const world = tabs(inProcessLock, { graceMs: 120_000 })
  const [stopped, successor] = [await world.signedIn(), world.open()]
  const tokens = await stopped.tokens()
  await successor.tokens()
  world.server.deliveries = [{ afterMs: 70_000 }]
  const late = stopped.services.refreshTokens(tokens)
  // Its lease is over after 60 s.
  await world.clock.advance(61_000)
  const renewing = successor.services.refreshTokens(await successor.tokens())
  await world.clock.advance(LOOK_AGAIN_MS)
  const renewed = await renewing
  const { signedIn } = (await world.stored())!
  expect(signedIn?.tokens.accessToken).toBe(accessTokenOf(renewed))
  await world.clock.advance(10_000)
  expect(accessTokenOf(await late)).toBe(accessTokenOf(renewed))
  expect((await world.stored())?.signedIn).toEqual(signedIn)
})

describe('of two who have sent one token, the first stopped before its reply came', () => {
  const STOPPED_MS = 61_000

  /** Whose lease is over after 60 s; it goes on while the second waits for its reply, and has the older tokens. */
  async function twoSenders(second: Delivery, options: ModelOptions = {}) {
    const world = tabs(inProcessLock, { graceMs: 120_000, graceReplaces: true, ...options })
    const [stopped, successor] = [await world.signedIn(), world.open()]
    const tokens = await stopped.tokens()
    const held = await successor.tokens()
    world.server.deliveries = [{ afterMs: STOPPED_MS + LOOK_AGAIN_MS + 1_000 }, second]
    const late = stopped.services.refreshTokens(tokens)
    await world.clock.advance(STOPPED_MS)
    const newer = successor.services.refreshTokens(held)
    // Who awaits it later must not hear of its failure too late.
    newer.catch(() => {})
    await world.clock.advance(LOOK_AGAIN_MS + 1_000)
    await late
    expect((await world.stored())?.signedIn?.tokens.refreshToken).toBe('f1.2')
    // A program that had its token by then would end, and the newer ones would reach nobody.
    expect(successor.notices).toEqual([])
    await world.clock.advance(9_000)
    return { world, successor, newer }
  }

  test('the second has the newer tokens, which are kept, and renew the session later (R7, T11)', async () => {
    const { world, successor, newer } = await twoSenders({ afterMs: 5_000 })
    expect(accessTokenOf(await newer)).toBe('access f1.3')
    const { signedIn } = (await world.stored())!
    expect(signedIn?.tokens.refreshToken).toBe('f1.3')
    expect(signedIn?.refresh).toBeUndefined()
    await world.clock.advance(HOUR_MS)
    expect(accessTokenOf(await successor.services.refreshTokens(await successor.tokens()))).toBe('access f1.4')
    expect(world.server.reuses).toBe(0)
  })

  test('the second has the tokens of the first when it is refused (R9)', async () => {
    const { world, successor, newer } = await twoSenders({ afterMs: 5_000, fails: 'refused' })
    expect(accessTokenOf(await newer)).toBe('access f1.2')
    expect((await world.stored())?.signedIn?.refresh).toBeUndefined()
    expect(accessTokenOf(await successor.services.refreshTokens(await successor.tokens()))).toBe('access f1.3')
  })

  test('what the first has is used to its end when the reply to the second is lost: it may have replaced it (R11)', async () => {
    const { world, successor, newer } = await twoSenders({ afterMs: 5_000, fails: 'lost' }, { graceMs: 64_000 })
    expect(accessTokenOf(await newer)).toBe('access f1.2')
    const tokens = await successor.tokens()
    expect(tokens.accessToken.reveal()).toBe('access f1.2')
    expect(await failureOf(successor.services.refreshTokens(tokens))).toMatchObject({ reason: 'rateLimited' })
    expect(world.server.refreshes).toHaveLength(2)
  })
})

/** A refresh under way in one tab, while another program changes what is stored. */
async function duringRefresh(makeLock: (typeof locks)[number][1], edit: (world: Tabs) => Promise<void>) {
  const world = tabs(makeLock)
  const tab = await world.signedIn()
  world.server.deliveries = [{ afterMs: 1_000 }]
  const refresh = tab.services.refreshTokens(await tab.tokens())
  await world.clock.advance(500)
  await edit(world)
  await world.clock.advance(500)
  return { world, outcome: await refresh }
}

describe.each(locks)('with %s, a refresh that comes back', (_, lock) => {
  test('to other tokens of the same sign-in leaves them, and takes them (R7)', async () => {
    const { world, outcome } = await duringRefresh(lock, ({ edit }) =>
      edit(({ signedIn, ...record }) => ({
        ...record,
        signedIn: { id: signedIn!.id, tokens: { ...signedIn!.tokens, accessToken: 'access of a sibling' } },
      })),
    )
    expect(accessTokenOf(outcome)).toBe('access of a sibling')
    expect((await world.stored())?.signedIn?.tokens.accessToken).toBe('access of a sibling')
    expect(world.server.revoked).toEqual([])
  })

  test('to the sign-in of somebody else is revoked, and not written over theirs (R7, T18)', async () => {
    const { world, outcome } = await duringRefresh(lock, async ({ server, signedIn }) => {
      server.person = 'person-2'
      await signedIn()
    })
    expect(outcome).toMatchObject({ type: 'refused', error: { endedBy: 'elsewhere' } })
    expect((await world.stored())?.signedIn?.tokens.accessToken).toBe('access f2.1')
    expect(world.server.revoked).toContain('f1.2')
    expect(world.server.honours('f2.1')).toBe(true)
  })
})

test('a grace that runs out while the intent is written is over (R5)', async () => {
  const world = tabs(inProcessLock, { graceMs: 10_000 })
  const tab = await world.signedIn()
  const tokens = await tab.tokens()
  world.server.deliveries = [{ fails: 'lost' }]
  await failureOf(tab.services.refreshTokens(tokens))
  await world.clock.advance(9_000)
  const { writeIf } = world.store
  world.store.writeIf = async (...write) => {
    await new Promise<void>((resolve) => void world.clock.schedule(resolve, 2_000))
    return writeIf(...write)
  }
  const failure = failureOf(world.open().services.refreshTokens(tokens))
  await world.clock.advance(10_000)
  expect(await failure).toMatchObject({ reason: 'rateLimited' })
  expect(world.server.refreshes).toHaveLength(1)
})

import { describe, expect, test } from 'vitest'
import { inProcessLock, withSession } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { mortalTab } from './mortal-tab.ts'
import { accessTokenOf, failureOf, impossibleLock, tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

test('a process that is stopped between its intent and its request sends nothing once others have gone on (R3, R4)', async () => {
  const world = tabs(inProcessLock)
  const first = await world.signedIn()
  const tokens = await first.tokens()
  const mortal = mortalTab(world.clock, {
    store: world.store,
    lock: world.store.lock!,
    services: world.server.services(),
  })
  const stopped = withSession(mortal.services, { store: mortal.store, lock: impossibleLock, clock: world.clock })
  await stopped.session.restore({ signal: new AbortController().signal })
  await world.clock.advance(HOUR_MS - 1_000)
  const { writeIf } = mortal.store
  mortal.store.writeIf = async (...write) => {
    const isWritten = await writeIf(...write)
    await new Promise<void>((resolve) => void world.clock.schedule(resolve, 14_000))
    return isWritten
  }
  const late = stopped.refreshTokens(tokens)
  await world.clock.advance(2_000)
  // The access token is dead: whoever has the turn may try, once that one has had its time.
  const renewed = first.services.refreshTokens(tokens)
  await world.clock.advance(100_000)
  expect(accessTokenOf(await late)).toBe(accessTokenOf(await renewed))
  expect(world.server.refreshes).toHaveLength(1)
})

describe('a process that is stopped in the discovery before its request', () => {
  test('sends nothing once another has the turn, but waits for what that one brings (R4, T11)', async () => {
    const world = tabs(inProcessLock)
    const [stopped, other] = [await world.signedIn(), world.open({ lock: impossibleLock })]
    const tokens = await stopped.tokens()
    await other.tokens()
    await world.clock.advance(HOUR_MS)
    world.server.deliveries = [{ discoveryMs: 60_000 }, { afterMs: 20_000 }]
    const late = stopped.services.refreshTokens(tokens)
    await world.clock.advance(5_000)
    const renewed = other.services.refreshTokens(tokens)
    await world.clock.advance(85_000)
    expect(accessTokenOf(await late)).toBe(accessTokenOf(await renewed))
    expect(world.server.refreshes).toHaveLength(1)
    expect(world.server.reuses).toBe(0)
  })

  test('sends nothing once another has noted that it sends, however short the stop was (R4)', async () => {
    const world = tabs(inProcessLock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ discoveryMs: 1_000 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(500)
    const refreshOfAnother = { sentAt: world.clock.now(), owner: 'another' }
    await world.edit((record) => ({ ...record, signedIn: { ...record.signedIn!, refresh: refreshOfAnother } }))
    await world.clock.advance(10_000)
    expect(world.server.refreshes).toHaveLength(0)
    await world.edit(({ signedIn, ...record }) => ({
      ...record,
      signedIn: { id: signedIn!.id, tokens: { ...signedIn!.tokens, accessToken: 'access of another' } },
    }))
    await world.clock.advance(1_000)
    expect(accessTokenOf(await refresh)).toBe('access of another')
  })

  test('sends only what it has noted anew, where nobody has the turn (R4)', async () => {
    const world = tabs(inProcessLock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ discoveryMs: 14_000 }, { afterMs: 1_000 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(14_000)
    expect(world.server.refreshes).toHaveLength(1)
    expect((await world.stored())?.signedIn?.refresh?.sentAt).toBe(world.clock.now())
    await world.clock.advance(1_000)
    expect(accessTokenOf(await refresh)).toBe('access f1.2')
  })

  test('sends nothing where it cannot be read whether another has the turn (R4)', async () => {
    const world = tabs(inProcessLock)
    const faulty = faultyStore(world.store)
    await world.signedIn()
    const tab = world.open({ store: faulty.store })
    const tokens = await tab.tokens()
    world.server.deliveries = [{ discoveryMs: 1_000 }]
    const failure = failureOf(tab.services.refreshTokens(tokens))
    await world.clock.advance(500)
    faulty.reads = 'unavailable'
    await world.clock.advance(500)
    expect(await failure).toMatchObject({ reason: 'busy' })
    expect(world.server.refreshes).toHaveLength(0)
  })
})

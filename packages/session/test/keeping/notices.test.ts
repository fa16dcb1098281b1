import { describe, expect, test } from 'vitest'
import { faultyStore } from './faulty-store.ts'
import { accessTokenOf, call, KEY, tabs } from './tabs.ts'
import type { Tab, Tabs } from './tabs.ts'

/** Two tabs of one session. */
async function two(): Promise<{ world: Tabs; one: Tab; other: Tab }> {
  const world = tabs()
  const [one, other] = [await world.signedIn(), world.open()]
  await other.restore()
  return { world, one, other }
}

describe('a tab is told', () => {
  test('of tokens that another has renewed, and the one that did is not', async () => {
    const { world, one, other } = await two()
    const renewed = await one.services.refreshTokens(await one.tokens())
    await world.clock.advance(0)
    expect(one.notices).toEqual([])
    const [notice] = other.notices
    expect(notice).toMatchObject({ type: 'sessionChanged', session: { readAt: world.clock.now() } })
    const session = notice?.type === 'sessionChanged' ? notice.session : undefined
    if (session?.type !== 'signedIn') throw new Error('No tokens')
    expect(session.tokens.accessToken.reveal()).toBe(accessTokenOf(renewed))
    // They are of this session, wherever they came from.
    expect(accessTokenOf(await other.services.refreshTokens(session.tokens))).toBe('access f1.3')
  })

  test('nothing of its own tokens while they are on their way to the disk: they are used when they are durable (R6)', async () => {
    const { world, one } = await two()
    const { writeIf } = world.store
    let isNoticed = false
    world.store.writeIf = async (...write) => {
      const isWritten = await writeIf(...write)
      // As with files: who watches sees a name before it is on the disk.
      await new Promise<void>((resolve) => void world.clock.schedule(resolve, 100))
      world.store.notify?.(KEY)
      isNoticed = true
      await new Promise<void>((resolve) => void world.clock.schedule(resolve, 100))
      return isWritten
    }
    const refresh = one.services.refreshTokens(await one.tokens())
    await world.clock.advance(1_000)
    await refresh
    expect(isNoticed).toBe(true)
    expect(one.notices).toEqual([])
  })

  test('of a sign-in, when nobody was signed in before', async () => {
    const world = tabs()
    const other = world.open()
    await other.restore()
    await world.signedIn()
    await world.clock.advance(0)
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
  })

  test('of a refusal, while its own token lives (R9)', async () => {
    const { world, one, other } = await two()
    world.server.end('f1.1')
    await one.services.refreshTokens(await one.tokens())
    await world.clock.advance(0)
    const refusal = { reason: 'signedOut', error: 'invalid_grant', endedBy: 'server' }
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { refusal } }])
  })

  test('that its session is over when somebody else signs in (T18)', async () => {
    const { world, other } = await two()
    await world.edit(({ signedIn, ...record }) => {
      const tokens = { ...signedIn!.tokens, claims: { ...signedIn!.tokens.claims!, sub: 'person-2' } }
      return { ...record, signedIn: { id: 'another', tokens } }
    })
    world.store.notify?.(KEY)
    await world.clock.advance(0)
    expect(other.notices).toMatchObject([{ type: 'sessionEnded', error: { endedBy: 'elsewhere' } }])
  })

  test('of the new tokens when the same person signs in anew', async () => {
    const { world, other } = await two()
    await world.signedIn()
    await world.clock.advance(0)
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
  })

  test('nothing of a refresh that is only under way', async () => {
    const { world, one, other } = await two()
    world.server.deliveries = [{ afterMs: 1_000 }]
    const refresh = one.services.refreshTokens(await one.tokens())
    world.store.notify?.(KEY)
    await world.clock.advance(500)
    expect(other.notices).toEqual([])
    await world.clock.advance(500)
    await refresh
  })

  test('that the record is gone (T20)', async () => {
    const { world, other } = await two()
    world.store.read = async () => undefined
    world.store.notify?.(KEY)
    await world.clock.advance(0)
    expect(other.notices).toMatchObject([{ type: 'sessionEnded', error: { endedBy: 'storage' } }])
  })

  test('of what cannot be read just now, once it can', async () => {
    const world = tabs()
    const faulty = faultyStore(world.store)
    const other = world.open({ store: faulty.store })
    await other.restore()
    faulty.reads = 'unavailable'
    await world.signedIn()
    await world.clock.advance(10_000)
    expect(other.notices).toEqual([])
    faulty.reads = undefined
    await world.clock.advance(30_000)
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('of a session that it could not read, though it has begun a login beside it since', async () => {
    const world = tabs()
    const faulty = faultyStore(world.store)
    const other = world.open({ store: faulty.store })
    await other.restore()
    faulty.reads = 'unavailable'
    await world.signedIn()
    await world.clock.advance(500)
    faulty.reads = undefined
    await other.services.requestDeviceAuthorization({}, call)
    await world.clock.advance(1_000)
    expect(other.notices).toMatchObject([{ type: 'sessionChanged', session: { type: 'signedIn' } }])
  })

  test('of a session that it could not read while something of its own could not be written either', async () => {
    const world = tabs()
    const faulty = faultyStore(world.store)
    const other = world.open({ store: faulty.store })
    await other.restore()
    Object.assign(faulty, { reads: 'unavailable', writes: 'unavailable' })
    const code = await other.services.requestDeviceAuthorization({}, call)
    await world.signedIn()
    await world.clock.advance(5_500)
    await other.services.session.forget(code)
    Object.assign(faulty, { reads: undefined, writes: undefined })
    await world.clock.advance(30_000)
    expect(other.notices.at(-1)).toMatchObject({ type: 'sessionChanged', session: { type: 'signedIn' } })
  })

  test('nothing any more once it has stopped watching', async () => {
    const { world, one, other } = await two()
    const heard: unknown[] = []
    const stop = other.services.session.watch((notice) => heard.push(notice))
    stop()
    await one.services.refreshTokens(await one.tokens())
    await world.clock.advance(0)
    expect(heard).toEqual([])
  })
})

test('no secret is in any notice, nor in what a failing store says', async () => {
  const { world, one, other } = await two()
  await one.services.refreshTokens(await one.tokens())
  await one.services.revokeTokens(await one.tokens())
  await world.clock.advance(0)
  expect(other.notices).toHaveLength(2)
  expect(JSON.stringify(other.notices)).not.toMatch(/access f|f1\.\d/)
})

import { describe, expect, test } from 'vitest'
import { accessTokenOf, call, locks, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

describe.each(locks)('with %s, where a server has one grant for a person and a client,', (_, lock) => {
  /** Somebody who has signed in. */
  async function signedIn(person?: string) {
    const world = tabs(lock, { oneGrant: true })
    world.server.person = person
    return { world, tab: await world.signedIn() }
  }

  test.each(['person-1', undefined])('%s, who signs in on top of a session, stays signed in (T27)', async (person) => {
    const { world } = await signedIn(person)
    const again = await world.signedIn()
    expect(world.server.honours('f2.1')).toBe(true)
    expect(accessTokenOf(await again.services.refreshTokens(await again.tokens()))).toBe('access f2.2')
    await again.services.revokeTokens(await again.tokens())
    expect(world.server.revoked.toSorted()).toEqual(['f1.1', 'f2.2'])
  })

  test('the end of a session at the server is that of the tokens before it, too, but not of a login that is under way (T27, R9)', async () => {
    const world = tabs(lock, { oneGrant: true, lifeMs: 30_000 })
    await world.signedIn()
    const again = await world.signedIn()
    const tokens = await again.tokens()
    const code = await again.services.requestDeviceAuthorization({}, call)
    world.server.end('f2.1')
    await world.clock.advance(30_000)
    expect(await again.services.refreshTokens(tokens)).toMatchObject({ type: 'refused' })
    expect(world.server.revoked).toEqual(['f1.1'])
    expect((await world.stored())?.ended).toMatchObject({ by: 'server' })
    world.server.approved = true
    expect(await again.services.pollToken(code, call)).toMatchObject({ type: 'granted' })
    expect(await again.restore()).toMatchObject({ type: 'signedIn' })
  })

  test('a sign-out from the session before ends nothing of the new one, and its tokens go with that (T18, T27)', async () => {
    const { world, tab } = await signedIn('person-1')
    const before = await tab.tokens()
    const again = await world.signedIn()
    expect(await tab.services.revokeTokens(before)).toEqual({ revoked: false })
    expect(world.server.honours('f2.1')).toBe(true)
    await again.services.revokeTokens(await again.tokens())
    expect(new Set(world.server.revoked)).toEqual(new Set(['f1.1', 'f2.1']))
  })

  test('a refresh that comes back to the new session ends nothing of it (R7, T27)', async () => {
    const { world, tab } = await signedIn('person-1')
    world.server.deliveries = [{ afterMs: 1_000 }]
    const refresh = tab.services.refreshTokens(await tab.tokens())
    await world.clock.advance(500)
    const again = await world.signedIn()
    await world.clock.advance(500)
    expect(await refresh).toMatchObject({ type: 'refused' })
    expect(world.server.honours('f2.1')).toBe(true)
    await again.services.revokeTokens(await again.tokens())
    expect(world.server.revoked.toSorted()).toEqual(['f1.1', 'f1.2', 'f2.1'])
  })

  test('a refresh that comes back while the new session is refreshed goes with that, too (R7, T27)', async () => {
    const { world, tab } = await signedIn('person-1')
    world.server.deliveries = [{ afterMs: 1_000 }, { afterMs: 1_000 }]
    void tab.services.refreshTokens(await tab.tokens())
    await world.clock.advance(500)
    const again = await world.signedIn()
    const refresh = again.services.refreshTokens(await again.tokens())
    await world.clock.advance(3_000)
    expect(accessTokenOf(await refresh)).toBe('access f2.2')
    await again.services.revokeTokens(await again.tokens())
    expect(world.server.revoked.toSorted()).toEqual(['f1.1', 'f1.2', 'f2.2'])
  })

  test('a grant that comes after its login was given up ends nothing of the session beside it (E4, T27)', async () => {
    const { world, tab } = await signedIn('person-1')
    const code = await tab.services.requestDeviceAuthorization({}, call)
    world.server.pollAnswers = [{ afterMs: 2_000 }]
    world.server.approved = true
    const granted = tab.services.pollToken(code, call)
    await world.clock.advance(1_000)
    await tab.services.session.forget(code)
    await world.clock.advance(1_000)
    expect(await granted).toMatchObject({ type: 'ended' })
    expect(world.server.honours('f1.1')).toBe(true)
    await tab.services.revokeTokens(await tab.tokens())
    expect(world.server.revoked.toSorted()).toEqual(['f1.1', 'f2.1'])
  })

  test('another person who signs in takes all that was there before along (T27)', async () => {
    const { world } = await signedIn('person-1')
    await world.signedIn()
    world.server.person = 'person-2'
    await world.signedIn()
    await world.clock.advance(0)
    expect(world.server.revoked.toSorted()).toEqual(['f1.1', 'f2.1'])
    expect(world.server.honours('f3.1')).toBe(true)
  })

  test('two codes that one person approves leave one session that lives (T27)', async () => {
    const { world } = await twoCodes(tabs(lock, { oneGrant: true }))
    expect((await world.stored())?.signedIn?.tokens.accessToken).toBe('access f1.1')
    expect(world.server.honours('f1.1')).toBe(true)
  })
})

/** Two tabs, each with a code of its own, as the store was cleared in between. */
async function twoCodes(world: Tabs) {
  const [one, other] = [world.open(), world.open()]
  const code = await one.services.requestDeviceAuthorization({}, call)
  const otherCode = await other.services.requestDeviceAuthorization({ scope: 'more' }, call)
  world.server.approved = true
  await one.services.pollToken(code, call)
  world.server.approved = true
  await other.services.pollToken(otherCode, call)
  return { world }
}

test('tokens of no more than five sign-ins are kept for the sign-out (T27)', async () => {
  const world = tabs()
  for (let logins = 0; logins < 8; logins++) await world.signedIn()
  expect((await world.stored())?.signedIn?.replaced?.map(({ refreshToken }) => refreshToken)).toEqual([
    'f3.1',
    'f4.1',
    'f5.1',
    'f6.1',
    'f7.1',
  ])
})

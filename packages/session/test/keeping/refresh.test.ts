import { describe, expect, test } from 'vitest'
import { accessTokenOf, failureOf, locks, tabs } from './tabs.ts'
import type { Tab, Tabs } from './tabs.ts'

const HOUR_MS = 3_600_000

/** Two tabs of one session, whose access token is about to expire. */
async function two(world: Tabs): Promise<[Tab, Tab]> {
  const [one, other] = [await world.signedIn(), world.open()]
  await other.restore()
  await world.clock.advance(HOUR_MS - 30_000)
  return [one, other]
}

describe.each(locks)('with %s', (_, lock) => {
  test('the tokens of a refresh are stored before anybody has them (R6)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const outcome = await tab.services.refreshTokens(await tab.tokens())
    const { signedIn } = (await world.stored())!
    expect(signedIn?.tokens.accessToken).toBe(accessTokenOf(outcome))
    expect(signedIn?.refresh).toBeUndefined()
  })

  test('before a refresh leaves, it is stored that it does, and by whom (R4)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ afterMs: 5_000 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(0)
    expect(world.server.refreshes).toHaveLength(1)
    const { signedIn } = (await world.stored())!
    expect(signedIn?.refresh).toMatchObject({
      sentAt: world.clock.now(),
      owner: expect.stringMatching(/^[0-9a-f]{24}$/),
    })
    expect(signedIn?.tokens.accessToken).toBe(tokens.accessToken.reveal())
    await world.clock.advance(5_000)
    await refresh
  })

  test('a token that another tab has renewed is taken, without a request (R1)', async () => {
    const world = tabs(lock)
    const [one, other] = await two(world)
    const held = await other.tokens()
    const renewed = await one.services.refreshTokens(await one.tokens())
    expect(accessTokenOf(await other.services.refreshTokens(held))).toBe(accessTokenOf(renewed))
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('a refresh that brings the same access token again is kept, and taken by others, with all else that it brings (R3, R6)', async () => {
    const world = tabs(lock, { repeatsAccessToken: true })
    const [one, other] = await two(world)
    const held = await other.tokens()
    const outcome = await one.services.refreshTokens(await one.tokens())
    const { tokens } = (await world.stored())!.signedIn!
    expect(outcome).toMatchObject({ type: 'refreshed', tokens: { expiresAt: tokens.expiresAt } })
    expect(tokens.refreshToken).toBe('f1.2')
    expect(tokens.expiresAt).toBe(world.clock.now() + HOUR_MS)
    expect(await other.services.refreshTokens(held)).toMatchObject({ tokens: { expiresAt: tokens.expiresAt } })
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('many who refresh at one moment send one refresh (R2, R3)', async () => {
    const world = tabs(lock)
    await world.signedIn()
    await world.clock.advance(HOUR_MS - 30_000)
    const others = Array.from({ length: 10 }, () => world.open())
    const held = await Promise.all(others.map((tab) => tab.tokens()))
    world.server.deliveries = [{ afterMs: 3_000 }]
    const refreshes = Promise.all(others.map((tab, at) => tab.services.refreshTokens(held[at]!)))
    await world.clock.advance(10_000)
    expect(new Set((await refreshes).map(accessTokenOf)).size).toBe(1)
    expect(world.server.refreshes).toHaveLength(1)
    expect(world.server.reuses).toBe(0)
    expect(world.clock.pendingTimers).toBe(0)
  })

  test('many calls of one tab send one refresh, also when they ask for it by the same old token one after the other (T23)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ afterMs: 1_000 }]
    const refreshes = Promise.all(Array.from({ length: 5 }, () => tab.services.refreshTokens(tokens)))
    await world.clock.advance(1_000)
    await refreshes
    await tab.services.refreshTokens(tokens)
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('the lost reply of a refresh stays noted; sent again within the grace, it brings the same pair (R5)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ fails: 'lost' }]
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject({ sentAt: world.clock.now() })
    expect((await world.stored())?.signedIn?.refresh).toMatchObject({ lost: true })
    expect(accessTokenOf(await tab.services.refreshTokens(tokens))).toBe('access f1.2')
    expect(world.server.reuses).toBe(0)
  })

  test('after the grace, the access token is used to its end before the token is sent again, once (R5, R11)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ fails: 'lost' }]
    await failureOf(tab.services.refreshTokens(tokens))
    await world.clock.advance(10_000)
    const left = HOUR_MS - 10_000
    const fault = await failureOf(tab.services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'rateLimited', retryAfterMs: left })
    // As it is noted of one that was answered by a 500, too: that was not lost.
    expect((fault as Error).message).toMatch(/^The last refresh may have used up the refresh token\. The access token/)
    expect(world.server.refreshes).toHaveLength(1)
    await world.clock.advance(left)
    const outcome = await tab.services.refreshTokens(tokens)
    expect(world.server.refreshes).toHaveLength(2)
    expect(outcome).toMatchObject({ type: 'refused', error: { error: 'invalid_grant' } })
    expect((await world.stored())?.ended).toMatchObject({ by: 'server', error: 'invalid_grant' })
  })

  test('a refresh that surely did not get there leaves nothing behind, and is simply sent again (R5)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ fails: 'unsent' }]
    await failureOf(tab.services.refreshTokens(tokens))
    expect((await world.stored())?.signedIn?.refresh).toBeUndefined()
    expect(accessTokenOf(await tab.services.refreshTokens(tokens))).toBe('access f1.2')
  })

  test('one that did not get there does not hide that an earlier one may have (R5)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    const sentAt = world.clock.now()
    world.server.deliveries = [{ fails: 'lost' }, { fails: 'unsent' }]
    await failureOf(tab.services.refreshTokens(tokens))
    await world.clock.advance(5_000)
    await failureOf(tab.services.refreshTokens(tokens))
    expect((await world.stored())?.signedIn?.refresh).toMatchObject({ sentAt, lost: true })
    await world.clock.advance(5_000)
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject({ reason: 'rateLimited' })
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('the grace counts from the first time that the token was sent, however often it is sent again (R5)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ fails: 'lost' }, { fails: 'lost' }]
    await failureOf(tab.services.refreshTokens(tokens))
    await world.clock.advance(6_000)
    await failureOf(tab.services.refreshTokens(tokens))
    await world.clock.advance(6_000)
    expect(await failureOf(tab.services.refreshTokens(tokens))).toMatchObject({ reason: 'rateLimited' })
    expect(world.server.reuses).toBe(0)
  })

  test('three faults in a row do not outlast the grace: the next refresh may leave while the server still takes the token (R5)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    const busy = { fails: 'unsent', status: 503 } as const
    world.server.deliveries = [{ fails: 'lost' }, busy, busy]
    const refresh = () => tab.services.refreshTokens(tokens)
    await failureOf(refresh())
    await world.clock.advance(200)
    await failureOf(refresh())
    // Half of the 9.8 s that are left; then half of the 3.3 s.
    expect((await world.stored())?.signedIn?.refreshNotBefore).toBe(world.clock.now() + 4_900)
    await world.clock.advance(6_500)
    await failureOf(refresh())
    expect(await failureOf(refresh())).toMatchObject({ reason: 'rateLimited', retryAfterMs: 1_650 })
    await world.clock.advance(1_650)
    expect(accessTokenOf(await refresh())).toMatch(/^access f1\.[23]$/)
    expect(world.server.reuses).toBe(0)
  })

  test('but a server that asks for more time gets it, whatever that costs (R5, T25)', async () => {
    const world = tabs(lock, { graceMs: 10_000 })
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.deliveries = [{ fails: 'lost' }, { fails: 'unsent', status: 503, retryAfterMs: 20_000 }]
    await failureOf(tab.services.refreshTokens(tokens))
    await failureOf(tab.services.refreshTokens(tokens))
    expect((await world.stored())?.signedIn?.refreshNotBefore).toBe(world.clock.now() + 20_000)
  })

  test('Retry-After holds for all tabs and processes (T25)', async () => {
    const world = tabs(lock)
    const [one, other] = await two(world)
    world.server.deliveries = [{ fails: 'unsent', retryAfterMs: 20_000 }]
    await failureOf(one.services.refreshTokens(await one.tokens()))
    expect(await other.restore()).toMatchObject({ refreshNotBefore: world.clock.now() + 20_000 })
    const early = await failureOf(other.services.refreshTokens(await other.tokens()))
    expect(early).toMatchObject({ reason: 'rateLimited', retryAfterMs: 20_000 })
    await world.clock.advance(20_000)
    expect(accessTokenOf(await other.services.refreshTokens(await other.tokens()))).toBe('access f1.2')
    // Else a clock that is set back would make it hold once more.
    expect((await world.stored())?.signedIn?.refreshNotBefore).toBeUndefined()
  })

  test.each([
    ['answers 503, or 429, and does not say when', [{ fails: 'unsent', status: 503 }]],
    ['answers 500 twice, as it does to the one that is sent again at once', [{ fails: 'lost' }, { fails: 'lost' }]],
    ['brings nothing but a new refresh token', [{ fails: 'unusable' }]],
  ] as const)(
    'no tab or process sends a refresh within 5 s after one that the server %s (case 4, F16)',
    async (_answer, failures) => {
      const world = tabs(lock, { graceMs: 10_000 })
      const [one, other] = await two(world)
      world.server.deliveries = [...failures]
      for (let sent = 0; sent < failures.length; sent++) {
        await failureOf(one.services.refreshTokens(await one.tokens()))
      }
      const sent = world.server.refreshes.length
      const later = world.open()
      for (const tab of [one, other, later]) {
        const early = await failureOf(tab.services.refreshTokens(await tab.tokens()))
        expect(early).toMatchObject({ reason: 'rateLimited', retryAfterMs: 5_000 })
      }
      expect(world.server.refreshes).toHaveLength(sent)
      await world.clock.advance(5_000)
      expect(accessTokenOf(await other.services.refreshTokens(await other.tokens()))).toMatch(/^access f1\.[23]$/)
    },
  )

  test('a refusal while the access token lives is kept: others hear of it without a request, and the token stays (R9, T4)', async () => {
    const world = tabs(lock)
    const [one, other] = await two(world)
    world.server.end('f1.1')
    const refused = { type: 'refused', error: { reason: 'signedOut', error: 'invalid_grant' } }
    expect(await one.services.refreshTokens(await one.tokens())).toMatchObject(refused)
    const receivedAt = world.clock.now()
    const held = await other.tokens()
    expect(await other.services.refreshTokens(held)).toMatchObject({ ...refused, receivedAt })
    expect(world.server.refreshes).toHaveLength(1)
    expect((await world.stored())?.signedIn?.refused).toMatchObject({ at: receivedAt, error: 'invalid_grant' })
    await world.clock.advance(30_000)
    expect(await world.open().restore()).toBeUndefined()
    await other.services.refreshTokens(held)
    expect((await world.stored())?.ended).toMatchObject({ by: 'server', error: 'invalid_grant' })
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('a refusal once the access token is dead ends the session, with the reason, for all (R9)', async () => {
    const world = tabs(lock)
    const [one, other] = await two(world)
    const held = await one.tokens()
    world.server.end('f1.1')
    await world.clock.advance(30_000)
    await one.services.refreshTokens(held)
    expect((await world.stored())?.ended).toMatchObject({ by: 'server', error: 'invalid_grant' })
    expect((await world.stored())?.signedIn).toBeUndefined()
    await world.clock.advance(0)
    const error = { reason: 'signedOut', error: 'invalid_grant', endedBy: 'server' }
    expect(other.notices).toMatchObject([{ type: 'sessionEnded', error }])
    expect(one.notices).toEqual([])
  })

  test('a refusal of a token that another has replaced meanwhile is none (R9)', async () => {
    const world = tabs(lock)
    const tab = await world.signedIn()
    const tokens = await tab.tokens()
    world.server.end('f1.1')
    world.server.deliveries = [{ afterMs: 1_000 }]
    const refresh = tab.services.refreshTokens(tokens)
    await world.clock.advance(500)
    await world.edit(({ signedIn, ...record }) => ({
      ...record,
      signedIn: { ...signedIn!, tokens: { ...signedIn!.tokens, accessToken: 'access of a sibling' } },
    }))
    await world.clock.advance(500)
    expect(accessTokenOf(await refresh)).toBe('access of a sibling')
  })
})

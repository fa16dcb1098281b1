import { describe, expect, test } from 'vitest'
import { accessTokenOf, failureOf, locks, tabs } from './tabs.ts'

describe.each(locks)(
  'a refresh that brings a new refresh token, and nothing else that can be used, with %s',
  (_, lock) => {
    test('costs nothing: it is stored before anybody hears of it, and the next refresh, of any process, sends that one (R6, R12)', async () => {
      const world = tabs(lock)
      const [one, other] = [await world.signedIn(), world.open()]
      const held = await other.tokens()
      world.server.deliveries = [{ fails: 'unusable' }]
      const fault = await failureOf(one.services.refreshTokens(await one.tokens()))
      expect(fault).toMatchObject({ reason: 'invalidResponse' })
      const { signedIn } = (await world.stored())!
      expect(signedIn).toMatchObject({ tokens: { accessToken: 'access f1.1', refreshToken: 'f1.2' } })
      expect(signedIn?.refresh).toBeUndefined()
      expect(world.server.revoked).toEqual([])
      await world.clock.advance(5_000)
      expect(accessTokenOf(await other.services.refreshTokens(held))).toBe('access f1.3')
      expect(world.server.reuses).toBe(0)
    })

    test('is revoked when the session was signed out meanwhile: nobody else knows of it (R7, T17)', async () => {
      const world = tabs(lock)
      const [one, other] = [await world.signedIn(), world.open()]
      world.server.deliveries = [{ fails: 'unusable', afterMs: 1_000 }]
      const refresh = one.services.refreshTokens(await one.tokens())
      await world.clock.advance(0)
      await other.services.revokeTokens(await other.tokens())
      await world.clock.advance(1_000)
      expect(await refresh).toMatchObject({ type: 'refused', error: { endedBy: 'elsewhere' } })
      expect(world.server.revoked).toEqual(['f1.1', 'f1.2'])
      expect((await world.stored())?.ended).toMatchObject({ by: 'person' })
    })

    test('does not replace what another has brought by the same refresh token (R7)', async () => {
      const world = tabs(lock, { graceMs: 10_000, graceReplaces: true })
      const tab = await world.signedIn()
      world.server.deliveries = [{ fails: 'unusable', afterMs: 1_000 }]
      const refresh = failureOf(tab.services.refreshTokens(await tab.tokens()))
      await world.clock.advance(500)
      await world.edit(({ signedIn, ...record }) => ({
        ...record,
        signedIn: { ...signedIn!, tokens: { ...signedIn!.tokens, refreshToken: 'of a sibling' } },
      }))
      await world.clock.advance(500)
      await refresh
      const { signedIn } = (await world.stored())!
      expect(signedIn?.tokens.refreshToken).toBe('of a sibling')
      // It goes with the session, when that is signed out.
      expect(signedIn?.replaced).toMatchObject([{ refreshToken: 'f1.2' }])
    })
  },
)

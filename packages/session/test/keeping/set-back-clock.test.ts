import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/index.ts'
import { accessTokenOf, call, failureOf, impossibleLock, tabs } from './tabs.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('when the clock was set back after the tokens had arrived (T38)', () => {
  test('a process that begins renews them once, and others take what that brings', async () => {
    const world = tabs()
    await world.signedIn()
    world.clock.jumpWall(-DAY_MS)
    for (let time = 0; time < 2; time++) {
      const session = await openSession(world.open().services, { clock: world.clock })
      expect(await session?.getAccessToken()).toBe('access f1.2')
    }
    expect(world.server.refreshes).toHaveLength(1)
  })

  test('a refresh whose reply was lost is sent again: the access token may be dead already (R11)', async () => {
    const world = tabs()
    const tab = await world.signedIn()
    world.server.deliveries = [{ fails: 'lost' }]
    await failureOf(tab.services.refreshTokens(await tab.tokens()))
    world.clock.jumpWall(-DAY_MS)
    const other = world.open()
    expect(accessTokenOf(await other.services.refreshTokens(await other.tokens()))).toBe('access f1.2')
  })
})

describe('a refresh that failed while the clock was ahead', () => {
  test.each([
    ['without a word', undefined, 3 * HOUR_MS],
    ['with a Retry-After', 20_000, 3 * HOUR_MS],
    ['by less than the longest wait', undefined, HOUR_MS / 2],
  ])(
    'holds no other once the clock is right again: a server that answered 503 %s (T38)',
    async (_, retryAfterMs, ms) => {
      const world = tabs()
      const tab = await world.signedIn()
      world.clock.jumpWall(ms)
      world.server.deliveries = [{ fails: 'unsent', status: 503, ...(retryAfterMs && { retryAfterMs }) }]
      await failureOf(tab.services.refreshTokens(await tab.tokens()))
      world.clock.jumpWall(-ms)
      const session = await openSession(world.open().services, { clock: world.clock })
      await session?.refresh()
      expect(world.server.refreshes).toHaveLength(1)
    },
  )

  test('holds the others for a while where the tokens, too, are of that time: the wait is younger than the clock (T25)', async () => {
    const world = tabs()
    const tab = await world.signedIn()
    world.clock.jumpWall(-3 * HOUR_MS)
    world.server.deliveries = [{ fails: 'unsent', status: 503, retryAfterMs: 20_000 }]
    await failureOf(tab.services.refreshTokens(await tab.tokens()))
    const other = world.open()
    const early = await failureOf(other.services.refreshTokens(await other.tokens()))
    expect(early).toMatchObject({ reason: 'rateLimited', retryAfterMs: 20_000 })
  })
})

describe('a poll that was sent while the clock was ahead', () => {
  test('keeps no other from polling once the clock is right again: who takes the login up waits an interval (T38)', async () => {
    const world = tabs()
    const tab = world.open()
    const authorization = await tab.services.requestDeviceAuthorization({}, call)
    world.clock.jumpWall(HOUR_MS / 6)
    await tab.services.pollToken(authorization, call)
    world.clock.jumpWall(-HOUR_MS / 6)
    const restored = await world.open().restore()
    expect(restored).toMatchObject({ type: 'pending', lastReplyAt: world.clock.now() })
    const joined = await world.open().services.requestDeviceAuthorization({}, call)
    expect(joined).toMatchObject({ joined: true, receivedAt: world.clock.now() })
  })
})

describe('what is kept with a session, when the clock is set by three hours', () => {
  test.each([-3, 3])('a no of the server holds nobody for longer than it would have (%d h)', async (hours) => {
    const world = tabs()
    const tab = await world.signedIn()
    const declined = {
      at: world.clock.now(),
      reason: 'unsupported',
      error: 'unauthorized_client',
      message: 'No.',
    } as const
    await world.edit((record) => ({ ...record, signedIn: { ...record.signedIn!, declined } }))
    expect(await tab.services.refreshTokens(await tab.tokens())).toMatchObject({ type: 'refused' })
    world.clock.jumpWall(hours * HOUR_MS)
    const other = world.open()
    expect(accessTokenOf(await other.services.refreshTokens(await other.tokens()))).toBe('access f1.2')
  })

  test.each([-3, 3])(
    'a refresh of a process that died without a lock holds the next for 45 s at most (%d h)',
    async (hours) => {
      const world = tabs(() => impossibleLock)
      const tab = await world.signedIn()
      const refresh = { sentAt: world.clock.now(), owner: 'dead' }
      await world.edit((record) => ({ ...record, signedIn: { ...record.signedIn!, refresh } }))
      world.clock.jumpWall(hours * HOUR_MS)
      const outcome = tab.services.refreshTokens(await tab.tokens())
      await world.clock.advance(48_000)
      expect(accessTokenOf(await outcome)).toBe('access f1.2')
    },
  )
})

import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/index.ts'
import type { Session } from '../../src/index.ts'
import { failureOf, tabs } from './tabs.ts'
import type { Tabs } from './tabs.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What is kept when the access token has died, and the server has asked the first who renewed it for 20 s. */
async function leftAlone(): Promise<Tabs> {
  const world = tabs()
  const tab = await world.signedIn()
  await world.clock.advance(HOUR_MS)
  world.server.deliveries = [{ fails: 'unsent', retryAfterMs: 20_000 }]
  await failureOf(tab.services.refreshTokens(await tab.tokens()))
  return world
}

/** The session as a process that has just begun has it. */
async function open(world: Tabs): Promise<Session> {
  return (await openSession(world.open().services, { clock: world.clock }))!
}

describe('a process that begins after another was asked to leave the server alone (T25)', () => {
  test('tells during the wait when to try again', async () => {
    const world = await leftAlone()
    await world.clock.advance(5_000)
    const retryAt = world.clock.now() + 15_000
    const error = { name: 'DeviceFlowError', reason: 'offline', retryAt, message: /Try again in 15 s\.$/ }
    expect(await failureOf((await open(world)).getAccessToken())).toMatchObject(error)
    expect(world.server.refreshes).toHaveLength(0)
  })

  test.each([20_000, 2 * DAY_MS])('renews the token at its first call once %d ms have passed', async (ms) => {
    const world = await leftAlone()
    await world.clock.advance(ms)
    expect(await (await open(world)).getAccessToken()).toBe('access f1.2')
  })

  test('waits for nothing where the clock was set back since', async () => {
    const world = await leftAlone()
    world.clock.jumpWall(-DAY_MS)
    expect(await (await open(world)).getAccessToken()).toBe('access f1.2')
  })
})

test.each([3_600, 90_000, 9_999_999])(
  'a server that asks for %d s is left alone for an hour, in all processes (T25)',
  async (seconds) => {
    const world = tabs()
    const tab = await world.signedIn()
    await world.clock.advance(HOUR_MS)
    const retryAt = world.clock.now() + HOUR_MS
    world.server.deliveries = [{ fails: 'unsent', status: 503, retryAfterMs: seconds * 1_000 }]
    await failureOf(tab.services.refreshTokens(await tab.tokens()))
    for (const ms of [0, HOUR_MS - 1]) {
      await world.clock.advance(ms)
      expect(await failureOf((await open(world)).getAccessToken())).toMatchObject({ reason: 'offline', retryAt })
    }
    expect(world.server.refreshes).toHaveLength(0)
    await world.clock.advance(1)
    expect(await (await open(world)).getAccessToken()).toBe('access f1.2')
  },
)

test('a refresh token that may be used up is told as a wait, with its end, and not as a network that is down', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const session = await open(world)
  world.server.deliveries = [{ fails: 'lost' }]
  await failureOf(tab.services.refreshTokens(await tab.tokens()))
  await world.clock.advance(HOUR_MS - 30_000)
  const error = await failureOf(session.refresh())
  expect(error).toMatchObject({ reason: 'offline', retryAt: expect.any(Number) })
  expect((error as Error).message).toMatch(/may have used up the refresh token\. .* Try again in \d+ s\.$/)
  expect((error as Error).message).not.toMatch(/network/)
})

test('who held the session before tells what another was asked for, and not that the network is down (T25)', async () => {
  const world = tabs()
  const tab = await world.signedIn()
  const session = await open(world)
  await world.clock.advance(HOUR_MS - 30_000)
  world.server.deliveries = [{ fails: 'unsent', retryAfterMs: 20_000 }]
  await failureOf(tab.services.refreshTokens(await tab.tokens()))
  expect(await failureOf(session.refresh())).toMatchObject({
    reason: 'offline',
    message: 'The access token could not be renewed. The server is left alone for a while. Try again in 20 s.',
  })
})

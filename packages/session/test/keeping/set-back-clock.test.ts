import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/index.ts'
import { accessTokenOf, failureOf, tabs } from './tabs.ts'

const DAY_MS = 86_400_000

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

import { describe, expect, test } from 'vitest'
import { createVirtualClock, tokenSet } from '@device-flow/testing/virtual'
import { freshTokens, needsRenewal } from '../src/tokens/index.ts'
import { login } from './support.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const tokens = tokenSet()

describe('tokens that arrived before the clock was set back (T38)', () => {
  test.each([
    ['a day', DAY_MS, true],
    ['10.001 s', 10_001, true],
    ['10 s, which is how much clocks of machines may differ', 10_000, false],
  ])('by %s: renewed before they are used: %s', (_, ms, isRenewed) => {
    for (const wasRefreshed of [true, false]) {
      expect(needsRenewal(tokens, wasRefreshed, tokens.receivedAt - ms)).toBe(isRenewed)
    }
  })

  test('are used all the same where they do not expire', () => {
    const { expiresAt: _, ...lasting } = tokens
    expect(needsRenewal(lasting, false, tokens.receivedAt - DAY_MS)).toBe(false)
  })

  test('are renewed once, for whoever asks', async () => {
    const flow = login({ polls: ['granted'] })
    flow.send({ type: 'start' })
    await flow.decided()
    flow.clock.jumpWall(-DAY_MS)
    const token = async () => (await freshTokens(flow.actor, flow.clock.now)).accessToken.reveal()
    expect([await token(), await token()]).toEqual(['access-token-2', 'access-token-2'])
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })

  test('are better than none where the server is out of reach', async () => {
    const flow = login({ polls: ['granted'], refreshes: [{ fault: 'offline' }] })
    flow.send({ type: 'start' })
    await flow.decided()
    flow.clock.jumpWall(-DAY_MS)
    expect((await freshTokens(flow.actor, flow.clock.now)).accessToken.reveal()).toBe('access-token-1')
  })

  test('are renewed also where the reply to an earlier refresh was lost: they may be dead already (R11)', async () => {
    const now = tokens.receivedAt - DAY_MS
    const clock = createVirtualClock({ now })
    const session = { version: 1, type: 'signedIn', tokens, refreshInFlight: true, readAt: now } as const
    const flow = login({ clock }, { session: { ...session, refreshSentAt: tokens.receivedAt + 1_000 } })
    await freshTokens(flow.actor, clock.now)
    expect(flow.services.calls('refreshTokens')).toHaveLength(1)
  })
})

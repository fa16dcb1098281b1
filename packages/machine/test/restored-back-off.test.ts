import { describe, expect, test } from 'vitest'
import { createVirtualClock, tokenSet } from '@device-flow/testing/virtual'
import { DeviceFlowError, type DeviceSession } from '../src/index.ts'
import { freshTokens, renewTokens } from '../src/tokens/index.ts'
import { login } from './support.ts'

const HOUR_MS = 3_600_000

/** When the session is read; its access token died an hour before. */
const READ_AT = tokenSet().receivedAt + 2 * HOUR_MS

/** A login that begins with a kept session. None of its timers has fired yet. */
function restored(kept: Partial<DeviceSession & { type: 'signedIn' }>) {
  const clock = createVirtualClock({ now: READ_AT })
  const session = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false, readAt: READ_AT } as const
  const flow = login({ clock }, { session: { ...session, ...kept } })
  return {
    ...flow,
    accessToken: async () => (await freshTokens(flow.actor, clock.now)).accessToken.reveal(),
    refreshes: () => flow.services.calls('refreshTokens').length,
  }
}

describe('who asks for a token of a session that was kept while its server was to be left alone (T25)', () => {
  test.each([
    ['the wait is over', READ_AT - 1],
    ['the wait ends in this moment', READ_AT],
    ['the wait is longer than any can be: the clock was set back', READ_AT + HOUR_MS + 10_001],
    ['the wait begins in the future: the clock was set back', READ_AT + 15_001, READ_AT + 10_001],
  ])('has it renewed at once where %s', async (_, refreshNotBefore, refreshWaitsSince?: number) => {
    const flow = restored({ refreshNotBefore, ...(refreshWaitsSince && { refreshWaitsSince }) })
    expect(await flow.accessToken()).toBe('access-token-1')
    expect(flow.refreshes()).toBe(1)
  })

  test('has it renewed at once where the tokens, too, are of a time to come: the clock was set back', async () => {
    const receivedAt = READ_AT + HOUR_MS
    const tokens = { ...tokenSet(), receivedAt, expiresAt: receivedAt + HOUR_MS }
    const flow = restored({ tokens, refreshNotBefore: receivedAt + 60_000 })
    await renewTokens(flow.actor)
    expect(flow.refreshes()).toBe(1)
  })

  test('waits where the wait was noted by a clock that had been set back already', async () => {
    const receivedAt = READ_AT + 3 * HOUR_MS
    const tokens = { ...tokenSet(), receivedAt, expiresAt: receivedAt + HOUR_MS }
    const flow = restored({ tokens, refreshNotBefore: READ_AT + 60_000, refreshWaitsSince: READ_AT })
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ retryAt: READ_AT + 60_000 })
  })

  test('waits for an hour, also by the clock of another machine, which is 10 s behind', async () => {
    const refreshWaitsSince = READ_AT + 10_000
    const flow = restored({ refreshNotBefore: refreshWaitsSince + HOUR_MS, refreshWaitsSince })
    await expect(renewTokens(flow.actor)).rejects.toMatchObject({ reason: 'offline' })
  })

  test('is told during the wait when to try again, and has it renewed after it', async () => {
    const flow = restored({ refreshNotBefore: READ_AT + 90_000 })
    const error = await flow.accessToken().catch((failure: unknown) => failure)
    expect(error).toMatchObject({
      name: 'DeviceFlowError',
      reason: 'offline',
      retryAt: READ_AT + 90_000,
      // So that no screen says that the server cannot be reached.
      cause: { name: 'TransientFault', reason: 'rateLimited', retryAfterMs: 90_000 },
      message:
        'The access token could not be renewed. The last try failed, and the next may not leave yet. Try again in 90 s.',
    })
    await expect(renewTokens(flow.actor)).rejects.toBe(error)
    expect(flow.refreshes()).toBe(0)
    await flow.clock.advance(90_000)
    expect(await flow.accessToken()).toBe('access-token-1')
    expect(flow.view()).toMatchObject({ status: 'authorized', problem: undefined })
    expect(flow.refreshes()).toBe(1)
  })

  test('is told an error, too, where nobody knows when the session was read', async () => {
    const flow = restored({ readAt: undefined as never, refreshNotBefore: READ_AT - 1 })
    await expect(flow.accessToken()).rejects.toMatchObject({ reason: 'offline', message: /Try again later\.$/ })
    await flow.clock.advance(0)
    expect(await flow.accessToken()).toBe('access-token-1')
  })

  test('is told the refusal where the server no longer renews the tokens', async () => {
    const live = { ...tokenSet(), expiresAt: READ_AT + 1_000 }
    const refusal = new DeviceFlowError('signedOut', 'Refused.', { error: 'invalid_grant' })
    const flow = restored({ tokens: live, refusal, refreshNotBefore: READ_AT + 90_000 })
    await expect(renewTokens(flow.actor)).rejects.toBe(refusal)
  })
})

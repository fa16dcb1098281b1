import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RefreshStep } from '@device-flow/testing/virtual'
import { login } from './support.ts'

/** How long the server takes a refresh token again. */
const GRACE_MS = 10_000

const failure = fc.record({
  fault: fc.constantFrom('offline', 'timeout', 'serverError', 'busy'),
  isLost: fc.boolean(),
}) as fc.Arbitrary<RefreshStep>
const step: fc.Arbitrary<RefreshStep> = fc.oneof(
  { weight: 4, arbitrary: failure },
  fc.record({ after: fc.integer({ min: 0, max: 40_000 }), do: failure }) as fc.Arbitrary<RefreshStep>,
  fc.record({ refreshed: fc.record({ expiresInMs: fc.integer({ min: 1_000, max: 3_600_000 }) }) }),
  fc.constantFrom<RefreshStep>('refused', { refused: { isTimed: true } }),
)

test('on any script of failed, lost and refused refreshes: one in flight, no hurry, and a token that may be used up waits (R5)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1_000, max: 3_600_000 }),
      async (refreshes, expiresInMs) => {
        const flow = login({ polls: [{ granted: { expiresInMs } }], refreshes }, { keepTrying: true })
        const ends = new Map<string, number>()
        flow.actor.subscribe(({ context: { tokens } }) => {
          if (tokens?.refreshToken) ends.set(tokens.refreshToken.reveal(), tokens.expiresAt!)
        })
        flow.send({ type: 'start' })
        await flow.clock.advance(7_200_000)

        const sent = flow.services.calls('refreshTokens').map(({ startedAt, input }, index) => ({
          token: input.refreshToken!.reveal(),
          at: startedAt.wall,
          isLost: wasLost(refreshes[index]),
        }))
        const gaps = flow.services.gaps('refreshTokens').map(({ monotonic }) => monotonic)
        expect(flow.services.maxInFlight('refreshTokens')).toBeLessThanOrEqual(1)
        const firstLost = (token: string): number => sent.findIndex((one) => one.token === token && one.isLost)
        // Half of what is left of the grace: the server still takes the token then.
        const sparesGrace = (index: number): boolean => {
          const { token, at } = sent[index]!
          const lost = firstLost(token)
          return lost >= 0 && lost < index && at - sent[lost]!.at < GRACE_MS && gaps[index - 1]! >= 500
        }
        // At once again is only the first that was lost of each token.
        expect(gaps.filter((gap, before) => gap < 5_000 && !sparesGrace(before + 1)).length).toBeLessThanOrEqual(
          new Set(sent.map(({ token }) => token)).size,
        )
        const tooEarly = sent.filter(({ token, at }, index) => {
          const lost = firstLost(token)
          return lost >= 0 && index > lost + 1 && at < ends.get(token)!
        })
        expect(tooEarly).toEqual([])
        expect(flow.faults).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
}, 60_000)

function wasLost(played: RefreshStep | undefined): boolean {
  if (typeof played !== 'object') return false
  if ('do' in played) return wasLost(played.do)
  return 'isLost' in played && played.isLost === true
}

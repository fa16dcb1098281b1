import { describe, expect, test } from 'vitest'
import { isUsable } from '../../src/record/life.ts'

const HOUR_MS = 3_600_000
const receivedAt = 1_800_000_000_000
const tokens = { receivedAt, expiresAt: receivedAt + HOUR_MS }

describe('an access token is used without a request (R1, T38)', () => {
  test.each([
    ['that has just arrived', 0, true],
    ['that lives for more than 10 s', HOUR_MS - 10_001, true],
    ['that lives for 10 s', HOUR_MS - 10_000, false],
    ['by a clock 10 s behind that of the machine that got it', -10_000, true],
    ['by a clock that was set back by more: it may be dead', -10_001, false],
    ['by a clock that was set back a day: it may be dead', -24 * HOUR_MS, false],
  ])('%s: at %s ms, %s', (_, ms, isUsed) => {
    expect(isUsable(tokens, receivedAt + ms)).toBe(isUsed)
  })

  test('by a clock that was set back, however long it is to live', () => {
    expect(isUsable(tokens, receivedAt - 24 * HOUR_MS, 1_000)).toBe(false)
  })

  test('at any time where it does not expire', () => {
    expect(isUsable({ receivedAt }, receivedAt - 24 * HOUR_MS)).toBe(true)
  })
})

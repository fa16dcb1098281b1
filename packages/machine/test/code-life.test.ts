import { deviceAuthorization, virtualEpoch } from '@device-flow/testing/virtual'
import { describe, expect, test } from 'vitest'
import { codeTimeLeft, isCodeExpired } from '../src/index.ts'

const MINUTE = 60_000
const code = deviceAuthorization({ expiresInMs: 15 * MINUTE, receivedAtMonotonic: 1_000 })

/** The moment that the two clocks show, counted from when the code arrived; NaN: that clock shows nothing. */
const at = (wall: number, monotonic: number) => ({
  receivedAt: virtualEpoch + wall,
  receivedAtMonotonic: 1_000 + monotonic,
})

describe('how much longer a code lives', () => {
  test.each([
    ['both clocks agree', at(5 * MINUTE, 5 * MINUTE), 10 * MINUTE],
    ['the wall clock was set ahead', at(60 * MINUTE, 5 * MINUTE), 10 * MINUTE],
    ['the wall clock was set back', at(-60 * MINUTE, 5 * MINUTE), 10 * MINUTE],
    ['the device slept', at(5 * MINUTE, 0), 15 * MINUTE],
    ['the wall clock is broken', at(Number.NaN, 5 * MINUTE), 10 * MINUTE],
    ['nothing tells the monotonic clock', { receivedAt: virtualEpoch + 5 * MINUTE }, 10 * MINUTE],
  ])('when %s', (_, arrival, left) => {
    expect(codeTimeLeft(code, arrival)).toBe(left)
  })
})

describe('whether a code is dead', () => {
  test.each([
    ['neither clock has reached its end', at(14 * MINUTE, 14 * MINUTE), false],
    ['the wall clock has', at(15 * MINUTE, 0), true],
    ['the monotonic clock has', at(-60 * MINUTE, 15 * MINUTE), true],
    ['the wall clock is broken, and the other has not', at(Number.NaN, 14 * MINUTE), false],
    ['nothing tells the monotonic clock', { receivedAt: virtualEpoch + 14 * MINUTE }, false],
  ])('when %s', (_, arrival, isDead) => {
    expect(isCodeExpired(code, arrival)).toBe(isDead)
  })
})

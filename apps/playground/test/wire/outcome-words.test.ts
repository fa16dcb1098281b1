import { expect, test } from 'vitest'
import { outcomeWords } from '../../src/wire/outcome-words.ts'

test.each([
  ['slowDown', 'slow down'],
  ['invalidIdToken', 'invalid ID token'],
  ['pending', 'pending'],
  ['not revoked', 'not revoked'],
])('what came of %s is told as “%s”', (outcome, words) => {
  expect(outcomeWords(outcome)).toBe(words)
})

import { expect, test } from 'vitest'
import { isRecord, nearestName } from '../src/index.ts'

const NAMES = ['clientId', 'clientAuth', 'endpoints.tokenEndpoint', 'scope']

test.each([
  ['client_id', 'clientId'],
  ['cleintId', 'clientId'],
  ['tokenEndpoint', 'endpoints.tokenEndpoint'],
  ['scopes', 'scope'],
  ['scpoe', 'scope'],
  ['auth', 'clientAuth'],
])('who writes %s is told of %s', (wrong, right) => {
  expect(nearestName(wrong, NAMES)).toBe(right)
})

test.each(['timeout', 'x', '', 'a'.repeat(10_000)])('and of nothing where no name is near', (wrong) => {
  expect(nearestName(wrong, NAMES)).toBeUndefined()
})

test('an object has members, an array and null have none', () => {
  expect([{}, Object.create(null)].map(isRecord)).toEqual([true, true])
  expect([[], null, undefined, 'text', 1, () => {}].map(isRecord)).toEqual([false, false, false, false, false, false])
})

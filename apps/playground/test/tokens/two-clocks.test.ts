import { expect, test } from 'vitest'
import { timeChecks } from '../../src/tokens/id-token/time-checks.ts'
import { evidenceOf } from './evidence-of.ts'

const HOUR_S = 3600
const iat = 1_800_000_000

/** What comes of the time checks, where the response's `Date` and the device's clock are so far ahead of the token. */
function results(serverAheadS: number, deviceAheadS: number) {
  const jwt = { header: {}, claims: { iat, nbf: iat, exp: iat + 300 } }
  const evidence = evidenceOf({ now: (iat + serverAheadS) * 1000, arrivedAt: (iat + deviceAheadS) * 1000 })
  return timeChecks(jwt as never, evidence).map(({ name, result }) => `${name} ${result}`)
}

test('an ID token is called out of time only where both clocks say so, as the login judges it', () => {
  expect(results(2 * HOUR_S, 0)).toEqual(['exp passed', 'iat noted', 'nbf passed'])
  expect(results(-2 * HOUR_S, 0)).toEqual(['exp passed', 'iat noted', 'nbf passed'])
  expect(results(0, 2 * HOUR_S)).toEqual(['exp passed', 'iat passed', 'nbf passed'])
  expect(results(2 * HOUR_S, 2 * HOUR_S)).toEqual(['exp failed', 'iat noted', 'nbf passed'])
  expect(results(-2 * HOUR_S, -2 * HOUR_S)).toEqual(['exp passed', 'iat noted', 'nbf failed'])
})

import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { ALIAS_SENDERS } from '../src/advice/index.ts'
import {
  canonicalCode,
  DEVICE_AUTHORIZATION_REFUSALS,
  isKnownCode,
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  PENDING_POLL_REFUSALS,
  POLL_REFUSALS,
  refusalFor,
  REFRESH_REFUSALS,
  SLOWED_LATE_POLL_REFUSALS,
  UNPROVEN_POLL_REFUSALS,
  UNPROVEN_REFUSALS,
  type LoginReason,
  type TransientReason,
} from '../src/index.ts'

test('our reasons are those that the machine has', () => {
  expectTypeOf<LoginReason>().toEqualTypeOf<DeviceFlowError['reason']>()
  expectTypeOf<TransientReason>().toEqualTypeOf<TransientFault['reason']>()
})

const overrides = {
  revocation: undefined,
  'device authorization': DEVICE_AUTHORIZATION_REFUSALS,
  poll: POLL_REFUSALS,
  'poll after a pending one': PENDING_POLL_REFUSALS,
  'unproven poll': UNPROVEN_POLL_REFUSALS,
  'late poll': LATE_POLL_REFUSALS,
  'late poll of a server that wants a slower pace': SLOWED_LATE_POLL_REFUSALS,
  'poll after a lost answer': LOST_ANSWER_POLL_REFUSALS,
  refresh: REFRESH_REFUSALS,
}

describe.each(Object.entries(overrides))('in response to a request of the kind “%s”', (_name, table) => {
  test.each(Object.keys(ALIAS_SENDERS))('%s ends what the code does that it is another spelling of', (alias) => {
    expect(refusalFor(alias, table)).toBe(refusalFor(canonicalCode(alias), table))
  })

  test.each(['invalid_grant', 'access_denied', 'expired_token', 'quota_of_the_moon'])(
    'the person is told of %s in full sentences',
    (code) => {
      const [, sentence] = refusalFor(code, table)
      expect(sentence).toMatch(/^[A-Z].+\.$/)
    },
  )
})

test('a server that wants proofs of a client that sends none is told with the option that makes them', () => {
  for (const [reason, sentence] of UNPROVEN_REFUSALS.values()) {
    expect([reason, sentence]).toEqual(['unsupported', expect.stringMatching(/^[A-Z].+ set the option dpop .+\.$/)])
  }
})

test('the overrides are about known codes, each by its canonical name', () => {
  for (const code of Object.values(overrides).flatMap((table) => [...(table?.keys() ?? [])])) {
    expect(isKnownCode(code)).toBe(true)
    expect(canonicalCode(code)).toBe(code)
  }
})

test.each(['toString', 'constructor', '__proto__', ''])('%j is no known code, and a refusal like any other', (code) => {
  expect(isKnownCode(code)).toBe(false)
  expect(refusalFor(code)[0]).toBe('refused')
})

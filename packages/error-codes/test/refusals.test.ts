import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { ALIAS_SENDERS } from '../src/advice/index.ts'
import {
  canonicalCode,
  DEVICE_AUTHORIZATION_REFUSALS,
  isKnownCode,
  refusalFor,
  REFRESH_REFUSALS,
  type LoginReason,
  type TransientReason,
} from '../src/index.ts'

test('our reasons are those that the machine has', () => {
  expectTypeOf<LoginReason>().toEqualTypeOf<DeviceFlowError['reason']>()
  expectTypeOf<TransientReason>().toEqualTypeOf<TransientFault['reason']>()
})

const overrides = { usual: undefined, request: DEVICE_AUTHORIZATION_REFUSALS, refresh: REFRESH_REFUSALS }

describe.each(Object.entries(overrides))('in response to the %s request', (_name, table) => {
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

test('the overrides are about known codes, each by its canonical name', () => {
  for (const code of [...DEVICE_AUTHORIZATION_REFUSALS.keys(), ...REFRESH_REFUSALS.keys()]) {
    expect(isKnownCode(code)).toBe(true)
    expect(canonicalCode(code)).toBe(code)
  }
})

test.each(['toString', 'constructor', '__proto__', ''])('%j is no known code, and a refusal like any other', (code) => {
  expect(isKnownCode(code)).toBe(false)
  expect(refusalFor(code)[0]).toBe('refused')
})

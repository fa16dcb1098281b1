import type { DeviceFlowReason, TransientFaultReason } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { jsonReason } from '../src/json/json-reason.ts'

// By reason, so that the compiler finds one that is missing.
const spellings: Record<DeviceFlowReason | TransientFaultReason, string> = {
  denied: 'denied',
  expired: 'expired',
  offline: 'offline',
  timeout: 'timeout',
  unsupported: 'unsupported',
  refused: 'refused',
  invalidResponse: 'invalid_response',
  invalidIdToken: 'invalid_id_token',
  signedOut: 'signed_out',
  busy: 'busy',
  storage: 'storage',
  serverError: 'server_error',
  rateLimited: 'rate_limited',
  unexpected: 'unexpected',
}

test.each(Object.entries(spellings))('scripts read the reason %s as %s', (reason, spelling) => {
  expect(jsonReason(reason as DeviceFlowReason)).toBe(spelling)
})

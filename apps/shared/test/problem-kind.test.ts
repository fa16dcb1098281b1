import { DeviceFlowError, TransientFault, type DeviceFlowReason } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { problemKind } from '../src/problem-kind.ts'

interface Details {
  cause?: unknown
  error?: string
  status?: number
}

test.each<[DeviceFlowReason, Details, string]>([
  ['denied', {}, 'denied'],
  ['expired', {}, 'expired'],
  ['offline', {}, 'offline'],
  ['offline', { status: 503 }, 'serverTrouble'],
  ['offline', { error: 'temporarily_unavailable' }, 'serverTrouble'],
  ['offline', { cause: new TransientFault('rateLimited', 'Left alone.', { receivedAt: 0 }) }, 'serverTrouble'],
  ['refused', { error: 'invalid_grant' }, 'unknownCode'],
  ['refused', { error: 'over_quota' }, 'broken'],
  ['unsupported', { error: 'invalid_grant' }, 'broken'],
  ['signedOut', {}, 'signedOut'],
  ['unexpected', {}, 'broken'],
])('a login that ended as %s (%o) has a problem of the kind %s', (reason, details, kind) => {
  expect(problemKind(new DeviceFlowError(reason, 'It is over.', details))).toBe(kind)
})

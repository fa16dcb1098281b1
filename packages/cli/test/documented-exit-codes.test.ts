import { REASON_ADVICE } from '@device-flow/error-codes/advice'
import type { DeviceFlowReason } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { exitCodeFor, exitCodes } from '../src/exit-codes.ts'

const { cancelled, ...ends } = REASON_ADVICE
const documented = Object.entries(ends).filter(([, { exitCode }]) => exitCode !== undefined)

test.each(documented)('a login that ends as %s exits with the code that the docs say', (reason, { exitCode }) => {
  expect(exitCodeFor(reason as DeviceFlowReason)).toBe(exitCode)
})

test('so does one that is cancelled', () => {
  expect(cancelled.exitCode).toBe(exitCodes.interrupted)
})

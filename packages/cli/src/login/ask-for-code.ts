import { codeTimeLeft } from '@device-flow/machine'
import { pollIntervalMs } from '@device-flow/machine/adapter'
import type { DevicePrompt } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import { outOfReach } from '../failure/out-of-reach.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Asks for a code, or takes that of the login that waits already, without waiting for the person.
 *
 * @throws DeviceFlowError when there is none to be had: `offline` when the next try may succeed
 */
export async function askForCode({ services }: LoginTarget, { signal }: CommandIo): Promise<DevicePrompt> {
  const call = { signal: signal ?? new AbortController().signal }
  const authorization = await services.requestDeviceAuthorization({}, call).catch((error: unknown) => {
    throw outOfReach(error)
  })
  const { userCode, verificationUri, verificationUriComplete, expiresAt, receivedAt, intervalMs } = authorization
  // By both clocks: the wall clock may have been set since the code came, and no code has more than its whole life left.
  const left = codeTimeLeft(authorization, { receivedAt: Date.now(), receivedAtMonotonic: performance.now() })
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    expiresInSeconds: Math.max(0, Math.ceil(Math.min(left, expiresAt - receivedAt) / 1000)),
    // What whoever goes on will wait, whatever the server has named.
    intervalMs: pollIntervalMs(intervalMs, authorization),
  }
}

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
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    // Where the clock was set back since, at most its whole life.
    expiresInSeconds: Math.max(0, Math.ceil((expiresAt - Math.max(Date.now(), receivedAt)) / 1000)),
    // What whoever goes on will wait, whatever the server has named.
    intervalMs: pollIntervalMs(intervalMs, authorization),
  }
}

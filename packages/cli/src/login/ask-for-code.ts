import type { DevicePrompt } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import { outOfReach } from '../failure/out-of-reach.ts'
import type { LoginTarget } from './login-target.ts'

const DEFAULT_INTERVAL_MS = 5_000

/**
 * Asks for a code, or takes that of the login that waits already, without waiting for the person.
 *
 * @throws DeviceFlowError when there is none to be had: `offline` when the next try may succeed
 */
export async function askForCode({ services }: LoginTarget, { signal }: CommandIo): Promise<DevicePrompt> {
  const call = { signal: signal ?? new AbortController().signal }
  const { userCode, verificationUri, verificationUriComplete, expiresAt, receivedAt, intervalMs } = await services
    .requestDeviceAuthorization({}, call)
    .catch((error: unknown) => {
      throw outOfReach(error)
    })
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    // Where the clock was set back since, at most its whole life.
    expiresInSeconds: Math.max(0, Math.ceil((expiresAt - Math.max(Date.now(), receivedAt)) / 1000)),
    intervalMs: intervalMs ?? DEFAULT_INTERVAL_MS,
  }
}

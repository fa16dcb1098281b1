import type { DevicePrompt } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import type { LoginTarget } from './login-target.ts'

const DEFAULT_INTERVAL_MS = 5_000

/**
 * Asks for a code, or takes that of the login that waits already, without waiting for the person.
 *
 * @throws TransientFault when the next try may succeed
 * @throws DeviceFlowError when it cannot
 */
export async function askForCode({ services }: LoginTarget, { signal }: CommandIo): Promise<DevicePrompt> {
  const call = { signal: signal ?? new AbortController().signal }
  const { userCode, verificationUri, verificationUriComplete, expiresAt, intervalMs } =
    await services.requestDeviceAuthorization({}, call)
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete !== undefined && { verificationUriComplete }),
    expiresAt,
    expiresInSeconds: Math.max(0, Math.ceil((expiresAt - Date.now()) / 1000)),
    intervalMs: intervalMs ?? DEFAULT_INTERVAL_MS,
  }
}

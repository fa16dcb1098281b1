import type { DeviceFlowReason } from '@device-flow/machine'

/**
 * Names the exit codes of the command. An end by signal n has 128 + n, as shells have it.
 *
 * @example
 * ```ts
 * import { spawnSync } from 'node:child_process'
 * import { exitCodes } from 'device-flow'
 *
 * const argv = ['device-flow', 'login', '--issuer', 'https://id.example.com', '--client-id', 'tv']
 * const { status } = spawnSync('npx', argv, { stdio: 'inherit' })
 * if (status === exitCodes.expired) console.log('The code was not entered in time.')
 * ```
 */
export const exitCodes = {
  signedIn: 0,
  unexpected: 1,
  usage: 2,
  denied: 3,
  expired: 4,
  offline: 5,
  unsupported: 6,
  invalidResponse: 7,
  signedOut: 8,
  busy: 9,
  apiRefused: 10,
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
/** An exit code that says that nobody is signed in. */
export type FailureCode = Exclude<ExitCode, typeof exitCodes.signedIn>

const BY_REASON: Record<DeviceFlowReason, FailureCode> = {
  denied: exitCodes.denied,
  expired: exitCodes.expired,
  offline: exitCodes.offline,
  unsupported: exitCodes.unsupported,
  refused: exitCodes.unsupported,
  invalidResponse: exitCodes.invalidResponse,
  invalidIdToken: exitCodes.invalidResponse,
  signedOut: exitCodes.signedOut,
  busy: exitCodes.busy,
  storage: exitCodes.unexpected,
  unexpected: exitCodes.unexpected,
}

/** Returns the exit code for a login that ended for this reason. */
export function exitCodeFor(reason: DeviceFlowReason): FailureCode {
  return BY_REASON[reason]
}

import type { DeviceFlowReason } from '@device-flow/machine'

/** What the command's exit codes mean; 128 + n is the shells' convention for an end by signal n. */
export const exitCodes = {
  signedIn: 0,
  unexpected: 1,
  usage: 2,
  denied: 3,
  expired: 4,
  offline: 5,
  unsupported: 6,
  invalidResponse: 7,
  interrupted: 130,
  terminated: 143,
  hungUp: 129,
} as const

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
/** One that says that nobody is signed in. */
export type FailureCode = Exclude<ExitCode, typeof exitCodes.signedIn>

const BY_REASON: Record<DeviceFlowReason, FailureCode> = {
  denied: exitCodes.denied,
  expired: exitCodes.expired,
  offline: exitCodes.offline,
  unsupported: exitCodes.unsupported,
  refused: exitCodes.unsupported,
  invalid_response: exitCodes.invalidResponse,
  invalid_id_token: exitCodes.invalidResponse,
  signed_out: exitCodes.unexpected,
  unexpected: exitCodes.unexpected,
}

/** The exit code for a login that ended for this reason. */
export function exitCodeFor(reason: DeviceFlowReason): FailureCode {
  return BY_REASON[reason]
}

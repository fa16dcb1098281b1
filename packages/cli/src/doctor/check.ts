import { exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'

/** What `device-flow doctor` looks at, in the order in which it stands in the way of a login; see the README. */
export type CheckName =
  | 'person'
  | 'store'
  | 'proxy'
  | 'dns'
  | 'connection'
  | 'certificate'
  | 'captive_portal'
  | 'clock'
  | 'discovery'
  | 'grant'
  | 'client'
  | 'request'
  | 'revocation'
  | 'cors'

/** What was found out. A warning keeps nobody from signing in; what is skipped could not be looked at, or there is nothing to look at. */
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped'

/** One line of the diagnosis. */
export interface Check {
  readonly name: CheckName
  readonly status: CheckStatus
  readonly message: string
  /** What to do about it. */
  readonly advice?: string | undefined
  /** What the diagnosis ends with, where its name alone does not say that. */
  readonly exitCode?: FailureCode | undefined
}

const EXIT_CODES: Readonly<Partial<Record<CheckName, FailureCode>>> = {
  store: exitCodes.unexpected,
  proxy: exitCodes.offline,
  dns: exitCodes.offline,
  connection: exitCodes.offline,
  certificate: exitCodes.offline,
  captive_portal: exitCodes.offline,
}

/** The exit code for the first check that failed, one of those that the help lists; 0 when none did. */
export function exitCodeOf(checks: readonly Check[]): FailureCode | typeof exitCodes.signedIn {
  const failed = checks.find(({ status }) => status === 'failed')
  return failed ? (EXIT_CODES[failed.name] ?? failed.exitCode ?? exitCodes.unsupported) : exitCodes.signedIn
}

import type { Session } from '@device-flow/node'
import type { exitCodes, FailureCode } from '../exit-codes.ts'

/** What `device-flow login` brought. */
export interface LoginSuccess {
  exitCode: typeof exitCodes.signedIn
  /** Undefined with `--no-wait`: the login still waits for its person. */
  session: Session | undefined
  /** Whether the tokens outlive this process: in a store, or with those who read stdout, by `--show-tokens`. */
  isHeld: boolean
}

/** How `device-flow login` ended: as it was asked to, or with the reason why not. */
export type LoginResult = LoginSuccess | { exitCode: FailureCode; error: unknown }

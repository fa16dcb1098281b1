import type { SessionRecord } from '@device-flow/session/record'
import type { LoginFlagValues } from './login-flags.ts'

/** Whether a login goes on though somebody is signed in: with `--force`, and with `--resume` of one that was begun so. */
export function isAnew({ force, resume }: LoginFlagValues, record: SessionRecord | undefined): boolean {
  return force === true || (resume === true && record?.pending !== undefined)
}

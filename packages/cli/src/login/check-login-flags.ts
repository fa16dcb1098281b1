import { UsageError } from '../arguments/usage-error.ts'
import { checkParameterFlags } from '../client/parameter-flags.ts'
import type { LoginFlagValues } from './login-flags.ts'

/** Flags of `device-flow login` that make no sense together, and why. */
const CONTRADICTIONS: readonly (readonly [one: keyof LoginFlagValues, other: keyof LoginFlagValues, why: string])[] = [
  ['no-wait', 'resume', 'one ends at once, the other waits'],
  ['force', 'resume', 'one begins a login, the other goes on with one'],
  ['no-wait', 'show-tokens', 'there are none yet'],
  ['no-wait', 'inspect', 'the viewer would see no login'],
  ['no-wait', 'inspect-url', 'the viewer would see no login'],
]

/** What `--store memory` cannot do: there is nothing that another process could find. */
const NEED_A_STORE = ['no-wait', 'resume', 'profile', 'force', 'allow-origin'] as const

/**
 * Checks that flags of `device-flow login` do not contradict each other, and ask for something.
 *
 * @throws UsageError
 */
export function checkLoginFlags(flags: LoginFlagValues): void {
  for (const [one, other, why] of CONTRADICTIONS) {
    if (flags[one] !== undefined && flags[other] !== undefined) {
      throw new UsageError(`Give either --${one} or --${other}: ${why}.`)
    }
  }
  checkParameterFlags(flags)
  if (flags.store !== 'memory') return
  const name = NEED_A_STORE.find((flag) => flags[flag] !== undefined)
  if (name) throw new UsageError(`--${name} needs a session that is kept: not --store memory.`)
}

import { notAskedFor, parametersAskedFor } from '@device-flow/session/record'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { resumeCommand } from '../kept/resume-command.ts'
import { inPlaceOf } from './in-place-of.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Makes sure that a login which waits has asked for all that this one would: its person is held to nothing else. Says what it has asked for
 * beyond that. With `--force` another one is begun in its place, in both cases. Returns the login with what it is held to.
 *
 * @throws UsageError where it has not
 */
export function checkWishes(target: LoginTarget, flags: LoginFlagValues, io: CommandIo): LoginTarget {
  const { parameters, kept, services } = target
  const { pending } = kept.record ?? {}
  const asked = pending && Date.now() < pending.authorization.expiresAt ? parametersAskedFor(pending) : undefined
  if (!pending || !asked) return target
  // It has given its flags itself.
  if (flags.resume) return { ...target, parameters: asked }
  const lacking = notAskedFor(pending, parameters)
  if (lacking.length > 0) {
    if (flags.force) return target
    throw new UsageError(
      `The login that waits was not begun with this ${named(lacking)}. Go on with it (${resumeCommand(kept.entry)}), or begin anew with --force: its code is then given up.`,
    )
  }
  const more = Object.keys(asked).filter((name) => asked[name] && asked[name] !== parameters[name])
  if (more.length > 0) {
    // It would be joined otherwise: it has asked for all that this one does.
    if (flags.force) return { ...target, services: inPlaceOf(pending, services) }
    io.stderr.write(`The login that waits was begun with ${named(more)}: the person is held to that.\n`)
  }
  return { ...target, parameters: asked }
}

function named(names: readonly string[]): string {
  return cleanText(names.join(', '), 200)
}

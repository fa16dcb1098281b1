import type { OAuthServicesOptions } from '@device-flow/node'
import { clientFlagsIn } from '../client/client-flags.ts'
import { dpopOption } from '../client/dpop-option.ts'
import { extraHeaders } from '../client/extra-headers.ts'
import { loginOptions } from '../client/login-options.ts'
import type { CommandIo } from '../command-io.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { missingInput } from '../kept/missing-input.ts'
import { withOwnSecret } from '../kept/own-secret.ts'
import { readIndex } from '../kept/session-index.ts'
import { isNamed, knownSession } from '../login/known-session.ts'
import type { DoctorFlagValues } from './doctor-flags.ts'

/**
 * The options of the login that is looked at: of the flags, and without a server and a client of the last login.
 *
 * @throws UsageError when something is missing, that the last login was given among it, or cannot be read
 * @throws SessionStoreError when what is kept is needed, and cannot be read
 */
export async function doctorLogin(flags: DoctorFlagValues, io: CommandIo): Promise<OAuthServicesOptions> {
  // What cannot be read, the check of the store tells.
  const known = isNamed(flags) ? undefined : await knownSession(await readIndex(io), flags, io)
  const before = decodeKeptLogin(known?.record?.app)
  const headers = { ...extraHeaders(flags, io), ...(flags.origin !== undefined && { origin: flags.origin }) }
  const all = { ...before?.flags, ...clientFlagsIn(flags) }
  const missing = before && missingInput({ ...before, flags: all }, headers, io)
  if (missing) throw missing.error
  // With a key of its own: a code that is dropped needs none that is kept.
  return {
    ...(await loginOptions(all, headers, withOwnSecret(io, before, flags))),
    ...(await dpopOption(all, undefined)),
  }
}

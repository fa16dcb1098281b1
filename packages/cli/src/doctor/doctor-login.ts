import type { OAuthServicesOptions } from '@device-flow/node'
import { storedRegistrations } from '@device-flow/node/store'
import type { AppStore } from '@device-flow/node/store'
import type { Provider } from '@device-flow/oauth/profiles'
import { clientFlagsIn } from '../client/client-flags.ts'
import { dpopOption } from '../client/dpop-option.ts'
import { extraHeaders } from '../client/extra-headers.ts'
import { loginOptions } from '../client/login-options.ts'
import { checkParameterFlags, withGivenFlags } from '../client/parameter-flags.ts'
import type { CommandIo } from '../command-io.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { missingInput } from '../kept/missing-input.ts'
import { withOwnSecret } from '../kept/own-secret.ts'
import { readIndex } from '../kept/session-index.ts'
import { openSessionStore } from '../kept/stores.ts'
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
  checkParameterFlags(flags)
  const all = withGivenFlags(before?.flags, clientFlagsIn(flags))
  const missing = before && missingInput({ ...before, flags: all }, headers, io)
  if (missing) throw missing.error
  const options = await loginOptions(all, headers, withOwnSecret(io, before, flags))
  const provider = withKeptClient(options.provider, known?.store ?? storeOf(flags, io))
  // With a key of its own: a code that is dropped needs none that is kept.
  return { ...options, ...(provider && { provider }), ...(await dpopOption(all, undefined)) }
}

function storeOf({ store = 'auto' }: DoctorFlagValues, io: CommandIo): AppStore | undefined {
  return store === 'memory' ? undefined : openSessionStore(store, io)
}

/** With the client that a login would take, where one was registered and is kept. One that is registered now is not kept. */
function withKeptClient(provider: Provider | undefined, store: AppStore | undefined): Provider | undefined {
  if (!store || !provider?.keepingRegistrations) return provider
  return provider.keepingRegistrations({ ...storedRegistrations(store), set: async () => {} })
}

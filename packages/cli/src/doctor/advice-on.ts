import { canonicalCode } from '@device-flow/error-codes'
import { adviceOnCode } from '@device-flow/error-codes/advice'
import { isDeviceFlowError, isTransientFault } from '@device-flow/machine'
import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { ClientAuth } from '@device-flow/node'
import { isPublic } from '../client/server-of-login.ts'
import {
  causeOf,
  certificateAdvice,
  isCut,
  MAY_WANT_CERTIFICATE,
  troubleOnTheWay,
} from '../failure/advice-on-the-way.ts'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { settingsAt } from '../failure/provider-settings.ts'
import { proxyAdvice } from '../failure/proxy-advice.ts'
import type { CheckName } from './check.ts'

const BY_CHECK: Readonly<Partial<Record<CheckName, string>>> = {
  dns: 'Check the spelling of the host, and the network. Where only a proxy finds it, set HTTPS_PROXY.',
  connection:
    'Check the address and the port, the network and a firewall. Where only a proxy gets out, set HTTPS_PROXY.',
  captive_portal: 'Open a page in a browser on this network and sign in there, or set HTTPS_PROXY.',
}

/** The server that was asked, as far as it is known. */
export interface AskedServer {
  /** The provider that runs it. */
  profile?: ProviderProfile | undefined
  /** How the client says there who it is. */
  clientAuth?: ClientAuth | undefined
}

/** What to do about a check that failed; undefined where the message says it. */
export function adviceOn(name: CheckName, failure: unknown, server: AskedServer = {}): string | undefined {
  const code = causeOf(failure)
  if (name === 'certificate') return certificateAdvice(code)
  if (name === 'proxy') return proxyAdvice(code)
  const byCheck = BY_CHECK[name]
  if (name === 'connection' && failure instanceof Error && isCut(failure.message))
    return `${byCheck} ${MAY_WANT_CERTIFICATE}`
  // Of discovery, the fault itself says the first part.
  if (name === 'captive_portal' && isTransientFault(failure)) return 'Where only a proxy gets out, set HTTPS_PROXY.'
  if (byCheck !== undefined) return byCheck
  if (isTransientFault(failure)) return adviceOnOutage(failure, server)
  return isDeviceFlowError(failure) && failure.error ? whereToLook(failure, failure.error, server) : undefined
}

/** Codes that elsewhere are of an old code, or of a refresh: here the one has just come, and none is sent. */
const OF_A_NEW_CODE: Readonly<Record<string, string>> = {
  invalid_grant:
    'Look whether this client may use the device flow, whether its endpoints are those of one server, and what that logs.',
}

/** Codes whose message says the rest of what to do. */
const BESIDE_ITS_MESSAGE: Readonly<Record<string, string>> = {
  invalid_client: 'A public client must be set up without a secret.',
  invalid_target: 'What counts is how the API is named at the server.',
}

/** Where to look: in the settings of a provider, as a login says it, or else in general. */
function whereToLook(failure: DeviceFlowError, code: string, { profile, clientAuth }: AskedServer): string | undefined {
  const settings = settingsAt(failure, profile, clientAuth)
  if (settings.length > 0) return settings.join(' ')
  const { whatToDo, places = [] } = adviceOnCode(code) ?? {}
  const general = places.filter(({ provider }) => provider === undefined).map(({ text }) => text)
  // Of a client with a secret the message says it: what is said in general is of a public one.
  const isSaid = canonicalCode(code) === 'invalid_client' && !isPublic(clientAuth)
  const first = isSaid ? '' : (BESIDE_ITS_MESSAGE[canonicalCode(code)] ?? whatToDo)
  return [OF_A_NEW_CODE[code] ?? first, ...general].filter(Boolean).join(' ') || undefined
}

const LATER = 'Try again later. If it stays, tell whoever runs the server.'

/** What to do where the server is there, but an endpoint of it brought no usable response. */
function adviceOnOutage(fault: TransientFault, server: AskedServer): string | undefined {
  if (fault.reason === 'offline') return adviceOn(troubleOnTheWay(causeOf(fault)) ?? 'connection', fault, server)
  if (fault.reason === 'invalidResponse') {
    return 'Something else answers there: check the address of the endpoint, and what stands in front of the server.'
  }
  return fault.retryAfterMs ? `Try again in ${Math.ceil(fault.retryAfterMs / 1000)} s.` : LATER
}

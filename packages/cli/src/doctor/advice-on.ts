import { adviceOnCode } from '@device-flow/error-codes/advice'
import { isDeviceFlowError, isTransientFault } from '@device-flow/machine'
import type { TransientFault } from '@device-flow/machine'
import type { CheckName } from './check.ts'
import { proxyAdvice } from './proxy-advice.ts'
import { troubleOnTheWay } from './where-it-failed.ts'

const BY_CHECK: Readonly<Partial<Record<CheckName, string>>> = {
  dns: 'Check the spelling of the host, and the network. Where only a proxy finds it, set HTTPS_PROXY.',
  connection:
    'Check the address and the port, the network and a firewall. Where only a proxy gets out, set HTTPS_PROXY.',
  certificate:
    'If it is of an authority of your own, or of a proxy that looks into TLS: --ca-file FILE, or NODE_EXTRA_CA_CERTS.',
  captive_portal: 'Open a page in a browser on this network and sign in there, or set HTTPS_PROXY.',
}

const MAY_WANT_CERTIFICATE =
  'The server may want a certificate of the client (mutual TLS), or another than it was given: --cert FILE --key FILE.'

/** What Node's codes say of TLS, the first that fits. */
const BY_CODE: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /CERT_HAS_EXPIRED|NOT_YET_VALID/,
    "Check this computer's clock. If it is right, the server needs a new certificate.",
  ],
  [/ALTNAME_INVALID/, 'Use a name that it is for; otherwise the server needs a certificate for this one.'],
  [/_ALERT_/, MAY_WANT_CERTIFICATE],
  [/ERR_SSL|EPROTO/, 'Check the address and its port: something else answers there, such as plain http.'],
]

/** What to do about a check that failed; undefined where the message says it. `server` is the one that was asked. */
export function adviceOn(name: CheckName, failure: unknown, server?: URL): string | undefined {
  const code = isTransientFault(failure) && failure.cause instanceof Error ? failure.cause.message : ''
  const byCode = BY_CODE.find(([one]) => one.test(code))
  if (byCode && name === 'certificate') return byCode[1]
  if (name === 'proxy') return proxyAdvice(code)
  const byCheck = BY_CHECK[name]
  // With TLS 1.3 a server that misses the certificate does no more than that.
  const isCut = /^(?:UND_ERR_SOCKET|ECONNRESET)$/.test(code) && server?.protocol === 'https:'
  if (name === 'connection' && isCut) return `${byCheck} ${MAY_WANT_CERTIFICATE}`
  if (byCheck !== undefined) return byCheck
  if (isTransientFault(failure)) return adviceOnOutage(failure, server)
  const advice = isDeviceFlowError(failure) && failure.error ? adviceOnCode(failure.error) : undefined
  // What to do in general, the message says.
  return advice && (advice.places ?? [advice.whatToDo]).join(' ')
}

const LATER = 'Try again later. If it stays, tell whoever runs the server.'

/** What to do where the server is there, but an endpoint of it brought no usable response. */
function adviceOnOutage(fault: TransientFault, server: URL | undefined): string | undefined {
  if (fault.reason === 'offline') return adviceOn(troubleOnTheWay(fault) ?? 'connection', fault, server)
  if (fault.reason === 'invalidResponse') {
    return 'Something else answers there: check the address of the endpoint, and what stands in front of the server.'
  }
  return fault.retryAfterMs ? `Try again in ${Math.ceil(fault.retryAfterMs / 1000)} s.` : LATER
}

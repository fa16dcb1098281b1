import { isTransientFault } from '@device-flow/machine'
import { proxyAdvice } from './proxy-advice.ts'

/** What a fault says of the way to a server. */
type TroubleOnTheWay = 'proxy' | 'dns' | 'certificate'

const AUTHORITY =
  'If it is of an authority of your own, or of a proxy that looks into TLS: --ca-file FILE, or NODE_EXTRA_CA_CERTS. ' +
  'If this network wants a sign-in, open a page in a browser first.'

/** What a server that wants a certificate of the client is given. */
export const MAY_WANT_CERTIFICATE =
  'The server may want a certificate of the client (mutual TLS), or another than it was given: --cert FILE --key FILE.'

/** What Node's codes say of TLS, the first that fits. */
const BY_CODE: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /CERT_HAS_EXPIRED|NOT_YET_VALID/,
    "Check this computer's clock. If it is right, the server needs a new certificate.",
  ],
  [
    /ALTNAME_INVALID/,
    'If this network wants a sign-in, open a page in a browser first. If not, use a name that it is for; otherwise the server needs a ' +
      'certificate for this one.',
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/,
    'The server and this computer have no version of TLS in common: it must speak TLS 1.2 or newer.',
  ],
  [/APPLICATION_PROTOCOL/, 'The server speaks no HTTP/1.1, perhaps HTTP/2 alone: it must take both.'],
  [/INSUFFICIENT_SECURITY|NO_SHARED_CIPHER/, 'The server and this computer have no cipher of TLS in common.'],
  [/UNRECOGNIZED_NAME/, 'The server does not know this name: check the host of the address.'],
  [/_ALERT_/, MAY_WANT_CERTIFICATE],
  [/ERR_SSL|EPROTO/, 'Check the address and its port: something else answers there, such as plain http.'],
]

/** What an outage was caused by, as Node's code or what a proxy said; empty when nobody said. */
export function causeOf(fault: unknown): string {
  return isTransientFault(fault) && fault.cause instanceof Error ? fault.cause.message : ''
}

/** What the cause of an outage says of the way to a server; undefined when it is of the server, or says nothing. */
export function troubleOnTheWay(cause: string): TroubleOnTheWay | undefined {
  if (/\bproxy\b/.test(cause)) return 'proxy'
  if (/^(?:ENOTFOUND|EAI_AGAIN)$/.test(cause)) return 'dns'
  return /CERT|LEAF_SIGNATURE|^ERR_SSL|^EPROTO$/.test(cause) ? 'certificate' : undefined
}

/** What to do about a certificate, or what else is wrong with TLS. */
export function certificateAdvice(cause: string): string {
  return BY_CODE.find(([code]) => code.test(cause))?.[1] ?? AUTHORITY
}

/** Whether a server has ended a TLS connection without a word: with TLS 1.3 one that misses a certificate does no more than that. */
export function isCut(message: string): boolean {
  return /closed the TLS connection \(/.test(message)
}

/** What to do about an outage that the network is not to blame for: a proxy, or TLS. Undefined for any other. */
export function adviceOnTheWay(cause: string): string | undefined {
  const trouble = troubleOnTheWay(cause)
  if (trouble === 'proxy') return proxyAdvice(cause)
  return trouble === 'certificate' ? certificateAdvice(cause) : undefined
}

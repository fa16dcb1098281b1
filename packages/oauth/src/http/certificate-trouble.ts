import { cleanText } from '@device-flow/untrusted'

/** What Node says of a certificate that is for another host. */
interface OtherHost extends Error {
  code?: unknown
  cert?: { subjectaltname?: unknown }
}

const MOST_NAMES = 3

/** Node's codes for a certificate of an authority that it does not know. */
const UNKNOWN_AUTHORITY = /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT))/

/**
 * The error of a request, whose cause says by its code which hosts a certificate is for, when that of the server is not among them: which
 * of the two is wrong, a person sees only then. Of one whose authority is not known it says where that can be named.
 */
export function ofCertificate(error: unknown): unknown {
  const { cause } = error as { cause?: OtherHost }
  const more = cause instanceof Error ? whatToKnow(cause) : undefined
  if (more === undefined) return error
  // Alone: the deepest cause is the one that is told.
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('the certificate'), { code: `${String(cause?.code)}: ${more}` }),
  })
}

function whatToKnow({ code, cert }: OtherHost): string | undefined {
  if (UNKNOWN_AUTHORITY.test(String(code))) {
    return 'an authority of your own is named by NODE_EXTRA_CA_CERTS, or by the option dispatcher'
  }
  const names = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? namesIn(cert?.subjectaltname) : []
  return names.length > 0 ? `it is for ${names.join(', ')}` : undefined
}

/** `DNS:id.example.com, IP Address:192.0.2.1`, as Node writes it. Whoever is in between may have written the names. */
function namesIn(altNames: unknown): string[] {
  if (typeof altNames !== 'string') return []
  const names = [...altNames.matchAll(/(?:DNS|IP Address):([\w.*:-]+)/g)].map(([, name = '']) => cleanText(name, 60))
  return names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names
}

import { cleanText } from '@device-flow/untrusted'

/** What Node says of a certificate that is for another host. */
interface OtherHost extends Error {
  code?: unknown
  cert?: { subjectaltname?: unknown }
}

const MOST_NAMES = 3

/**
 * The error of a request, whose cause says by its code which hosts a certificate is for, when that of the server is not among them: which
 * of the two is wrong, a person sees only then.
 */
export function ofCertificate(error: unknown): unknown {
  const { cause } = error as { cause?: OtherHost }
  if (!(cause instanceof Error) || cause.code !== 'ERR_TLS_CERT_ALTNAME_INVALID') return error
  const names = namesIn(cause.cert?.subjectaltname)
  if (names.length === 0) return error
  // Alone: the deepest cause is the one that is told.
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('the certificate'), { code: `${cause.code}: it is for ${names.join(', ')}` }),
  })
}

/** `DNS:id.example.com, IP Address:192.0.2.1`, as Node writes it. Whoever is in between may have written the names. */
function namesIn(altNames: unknown): string[] {
  if (typeof altNames !== 'string') return []
  const names = [...altNames.matchAll(/(?:DNS|IP Address):([\w.*:-]+)/g)].map(([, name = '']) => cleanText(name, 60))
  return names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names
}

import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import type { NetworkOptions, Pem } from './network-options.ts'

/** What TLS is given, as text. The key is not encrypted any more. */
export interface Certificates {
  authorities: readonly string[]
  cert: string | undefined
  key: string | undefined
}

type Given = Pick<NetworkOptions, 'ca' | 'cert' | 'key' | 'passphrase'>

/**
 * Reads certificates and a key, as strict as TLS is: it would fail each request by what it cannot use, which looks like an outage, or pass
 * it over.
 *
 * @throws OAuthOptionsError for what is none, or does not fit the rest
 */
export function readCertificates({ ca = [], cert, key, passphrase }: Given): Certificates {
  const authorities = (isPem(ca) ? [ca] : ca).map((one) => textOf(one))
  for (const one of authorities) checkBundle(one)
  if (cert === undefined && key === undefined) {
    if (passphrase !== undefined) throw new OAuthOptionsError('passphrase', 'is that of key, which is not given')
    return { authorities, cert, key }
  }
  if (cert === undefined || key === undefined) {
    throw new OAuthOptionsError(cert === undefined ? 'cert' : 'key', 'is missing: cert and key go together')
  }
  const text = textOf(cert)
  const certificate = certificateIn('cert', text)
  const privateKey = readKey(textOf(key), passphrase)
  if (!certificate.checkPrivateKey(privateKey)) throw new OAuthOptionsError('key', 'is not the private key of cert')
  const client = { cert: text, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  checkForTls(client)
  return { authorities, ...client }
}

/** Whether a value is a text, or bytes as `readFileSync` gives them. */
export function isPem(value: unknown): value is Pem {
  return typeof value === 'string' || value instanceof Uint8Array
}

function textOf(pem: Pem): string {
  return typeof pem === 'string' ? pem : new TextDecoder().decode(pem)
}

function certificateIn(option: string, text: string): X509Certificate {
  try {
    // Of several the first: an empty list would trust nobody, and TLS would not say why.
    return new X509Certificate(text)
  } catch {
    throw new OAuthOptionsError(option, 'has no certificate (PEM, -----BEGIN CERTIFICATE-----)')
  }
}

/** Of several, TLS passes over those that it cannot read: a server would not be trusted, and nobody hear why. */
function checkBundle(text: string): void {
  certificateIn('ca', text)
  const each = text.split(/(?=^-----BEGIN )/m).filter((one) => /^-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(one))
  each.forEach((one, index) => {
    if (isCertificate(one)) return
    throw new OAuthOptionsError('ca', `has a certificate that is damaged, number ${index + 1} of ${each.length}`)
  })
}

function isCertificate(text: string): boolean {
  try {
    return Boolean(new X509Certificate(text))
  } catch {
    return false
  }
}

function readKey(key: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key, passphrase })
  } catch {
    if (!key.includes('ENCRYPTED')) {
      throw new OAuthOptionsError('key', 'has no private key (PEM, -----BEGIN PRIVATE KEY-----)')
    }
    throw new OAuthOptionsError(
      'key',
      passphrase ? 'cannot be decrypted with passphrase' : 'is encrypted. Give passphrase',
    )
  }
}

/** A key that is too short for TLS, say, or a chain whose second certificate is damaged. */
function checkForTls(client: { cert: string; key: string }): void {
  try {
    // Few programs have a certificate: the others do not wait for TLS when they start.
    process.getBuiltinModule('node:tls').createSecureContext(client)
  } catch (error) {
    const { code = 'no code' } = error as NodeJS.ErrnoException
    throw new OAuthOptionsError('cert', `cannot be used for TLS (${code})`)
  }
}

// x509 refuses to be loaded before it.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** A key and its certificate, as PEM. */
export interface Certificate {
  key: string
  cert: string
  /** What a browser shows of it, to compare: SHA-256, in capital hexadecimal pairs. */
  fingerprint: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000
/** A phone's clock may be slow. */
const LIFE_DAYS = { before: 1, after: 7 } as const

/** Makes a certificate for addresses of this computer, which nobody but its key vouches for, and which is good for a week. */
export async function createCertificate(addresses: readonly string[]): Promise<Certificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=device-flow demo',
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - LIFE_DAYS.before * DAY_MS),
    notAfter: new Date(Date.now() + LIFE_DAYS.after * DAY_MS),
    extensions: [
      new x509.SubjectAlternativeNameExtension(addresses.map((value) => ({ type: 'ip' as const, value }))),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  })
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  const digest = Buffer.from(await cert.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase()
  return { key, cert: cert.toString('pem'), fingerprint: digest.replaceAll(/..(?=.)/g, '$&:') }
}

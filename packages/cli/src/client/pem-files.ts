import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import { CERT_PASSPHRASE_VARIABLE } from '../command-io.ts'

/**
 * Reads certificates out of the file that a flag names.
 *
 * @throws UsageError for a file that cannot be read, or has none
 */
export function readCertificates(flag: string, file: string): { text: string; first: X509Certificate } {
  const text = readPem(flag, file)
  try {
    // Of several the first: an empty list would trust nobody, and TLS would not say why.
    return { text, first: new X509Certificate(text) }
  } catch {
    throw new UsageError(`${named(flag, file)} has no certificate (PEM, -----BEGIN CERTIFICATE-----).`)
  }
}

/**
 * Reads a private key out of the file that a flag names.
 *
 * @throws UsageError for a file that cannot be read, has none, or is encrypted with another passphrase
 */
export function readPrivateKey(flag: string, file: string, passphrase: string | undefined): KeyObject {
  const key = readPem(flag, file)
  try {
    return createPrivateKey({ key, passphrase })
  } catch {
    if (!key.includes('ENCRYPTED')) {
      throw new UsageError(`${named(flag, file)} has no private key (PEM, -----BEGIN PRIVATE KEY-----).`)
    }
    throw new UsageError(
      passphrase
        ? `${named(flag, file)} cannot be decrypted with ${CERT_PASSPHRASE_VARIABLE}.`
        : `${named(flag, file)} is encrypted. Put its passphrase in ${CERT_PASSPHRASE_VARIABLE}.`,
    )
  }
}

function readPem(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${named(flag, file)} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function named(flag: string, file: string): string {
  return `${flag} ${cleanText(file, 200)}`
}

import type { NetworkOptions } from '@device-flow/node/network'
import { UsageError } from '../arguments/usage-error.ts'
import type { ClientFlagValues } from './client-flags.ts'
import { readCertificates, readPrivateKey } from './pem-files.ts'

/**
 * The certificate of the client and its private key, PEM; nothing where no `--cert` is given.
 *
 * @throws UsageError for one without the other, or that does not fit the other
 */
export function clientCertificate(
  { cert, key }: Pick<ClientFlagValues, 'cert' | 'key'>,
  passphrase: string | undefined,
): Pick<NetworkOptions, 'cert' | 'key'> {
  if (cert === undefined && key === undefined) return {}
  if (cert === undefined || key === undefined) throw new UsageError('--cert FILE and --key FILE go together.')
  const { text, first } = readCertificates('--cert', cert)
  const privateKey = readPrivateKey('--key', key, passphrase)
  // TLS would only say that values mismatch, with the first request.
  if (!first.checkPrivateKey(privateKey)) throw new UsageError('--key is not the private key of --cert.')
  return { cert: text, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

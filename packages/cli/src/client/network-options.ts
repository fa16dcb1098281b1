import { networkDispatcher } from '@device-flow/node/network'
import type { DispatcherSource } from '@device-flow/node/network'
import { UsageError } from '../arguments/usage-error.ts'
import { CERT_PASSPHRASE_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import { clientCertificate } from './client-certificate.ts'
import type { ClientFlagValues } from './client-flags.ts'
import { optionsProblem } from './options-problem.ts'
import { readCertificates } from './pem-files.ts'

/**
 * What carries the requests of a command: by the proxies of its environment, trusting `--ca-file`, and with the certificate of `--cert`.
 *
 * @throws UsageError for a file without certificates, or with a key that does not fit, and for a proxy that is no address
 */
export function dispatcherFor(
  flags: Pick<ClientFlagValues, 'ca-file' | 'cert' | 'key'>,
  { env }: Pick<CommandIo, 'env'>,
): DispatcherSource | undefined {
  const file = flags['ca-file']
  const ca = file === undefined ? {} : { ca: readCertificates('--ca-file', file).text }
  const certificate = clientCertificate(flags, env[CERT_PASSPHRASE_VARIABLE])
  try {
    return networkDispatcher({ env, ...ca, ...certificate })
  } catch (error) {
    throw new UsageError(optionsProblem(error) ?? (error as Error).message)
  }
}

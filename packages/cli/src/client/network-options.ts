import { networkDispatcher } from '@device-flow/node/network'
import type { DispatcherSource } from '@device-flow/node/network'
import { cleanText } from '@device-flow/untrusted'
import { withoutFileMarks } from '../arguments/read-text.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { CERT_PASSPHRASE_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import type { ClientFlagValues } from './client-flags.ts'
import { optionsProblem } from './options-problem.ts'
import { readPemFile } from './pem-file.ts'

type NetworkFlags = Pick<ClientFlagValues, 'ca-file' | 'cert' | 'key' | 'request-timeout'>

/**
 * What carries the requests of a command: by the proxies of its environment, trusting `--ca-file`, and with the certificate of `--cert`.
 *
 * @throws UsageError for a file without certificates, or with a key that does not fit, and for a proxy that is no address
 */
export function dispatcherFor(flags: NetworkFlags, { env }: Pick<CommandIo, 'env'>): DispatcherSource | undefined {
  const { 'ca-file': caFile, cert, key } = flags
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert FILE and --key FILE go together.')
  const ca = readPemFile('--ca-file', caFile)
  const client = { cert: readPemFile('--cert', cert), key: readPemFile('--key', key) }
  // Of a certificate alone: the variable may be there for another login.
  const passphrase = (cert !== undefined && withoutFileMarks(env[CERT_PASSPHRASE_VARIABLE] ?? '')) || undefined
  try {
    return networkDispatcher({ env, ca, ...client, passphrase, requestTimeoutMs: flags['request-timeout'] })
  } catch (error) {
    throw new UsageError(inFlags(optionsProblem(error) ?? (error as Error).message, flags))
  }
}

/** Says by flags and their files what is wrong with options of `networkDispatcher`. */
function inFlags(problem: string, { 'ca-file': caFile, cert, key }: NetworkFlags): string {
  const names = { ca: `--ca-file ${caFile}`, cert: `--cert ${cert}`, key: `--key ${key}` }
  return problem
    .replace(/^(?:ca|cert|key)(?= )/, (option) => cleanText(names[option as keyof typeof names], 200))
    .replace(/(?<=private key of )cert\b/, '--cert')
    .replace(/\bpassphrase\.$/, `${CERT_PASSPHRASE_VARIABLE}.`)
}

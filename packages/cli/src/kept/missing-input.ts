import { existsSync } from 'node:fs'
import { cleanText } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { ClientFlagValues } from '../client/client-flags.ts'
import type { Headers } from '../client/extra-headers.ts'
import { CLIENT_SECRET_VARIABLE, HEADERS_VARIABLE } from '../command-io.ts'
import type { CommandIo } from '../command-io.ts'
import type { KeptLogin } from './kept-login.ts'

/** What a login was given and is not kept, and is not here now: without it the server is asked for nothing. */
export interface MissingInput {
  /** `the header x-gateway-key`, `the secret of the client`, or `the file of --key`. */
  readonly what: string
  /** The flags that cannot be met without it. */
  readonly flags: readonly (keyof ClientFlagValues)[]
  /** For a command that cannot do without: it says where to put it. */
  readonly error: UsageError
  /** It is here, and of no use. What is sent without it might take another way than it should. */
  readonly isUnusable?: true
}

/** What is kept of these flags is where they are. */
const FILES = ['ca-file', 'cert', 'key'] as const

/** What says how the client proves who it is, and what that verifies. */
const OF_CLIENT = ['client-auth', 'id-token-alg'] as const

/** Finds out whether something is missing that the requests of a session take. */
export function missingInput(
  { flags, headerNames = [], hasSecret }: Pick<KeptLogin, 'flags' | 'headerNames' | 'hasSecret'>,
  headers: Headers,
  { env }: Pick<CommandIo, 'env'>,
): MissingInput | undefined {
  const gone = FILES.find((name) => flags[name] !== undefined && !existsSync(flags[name]))
  if (gone !== undefined) {
    const message = `--${gone} ${cleanText(String(flags[gone]), 200)} is not there. Put it back, or sign in anew with another.`
    const unmet = gone === 'ca-file' ? [gone] : (['cert', 'key', ...OF_CLIENT] as const)
    return { what: `the file of --${gone}`, flags: unmet, error: new UsageError(message) }
  }
  if (hasSecret && !env[CLIENT_SECRET_VARIABLE]) {
    const message = `The client of this session has a secret, which is not kept. Put it in ${CLIENT_SECRET_VARIABLE}.`
    return { what: 'the secret of the client', flags: OF_CLIENT, error: new UsageError(message) }
  }
  const name = headerNames.find((one) => !Object.hasOwn(headers, one))
  if (name === undefined) return undefined
  const message = `The login was given the header ${name}, whose value is not kept. Put it in ${HEADERS_VARIABLE}: ${name}=VALUE, one a line.`
  return { what: `the header ${name}`, flags: [], error: new UsageError(message) }
}

import { parseFlags } from '../arguments/parse-flags.ts'
import { findRecord } from '../kept/find-session.ts'
import type { KeptIo } from '../kept/stores.ts'
import { usableToken } from '../kept/access-token.ts'
import { formatToken } from './formats.ts'
import { tokenFlags } from './token-flags.ts'
import type { TokenFlagValues } from './token-flags.ts'

/** What `device-flow token` prints, where the token that is kept will do; otherwise undefined, or it rejects. */
export async function tokenOffline(argv: readonly string[], io: KeptIo): Promise<string | undefined> {
  const flags: TokenFlagValues = argv.length === 0 ? {} : parseFlags(tokenFlags, argv)
  const { format = 'plain', json } = flags
  if (format === 'git' || flags['allow-origin'] || (json && format !== 'plain')) return undefined
  const { record } = await findRecord(flags, io)
  const token = record?.signedIn && usableToken(record.signedIn, flags['min-life'])
  return token && formatToken(token, json ? 'json' : format, { env: io.env, now: Date.now() })
}

import { parseArguments } from '../arguments/parse-flags.ts'
import { findSession } from '../kept/find-session.ts'
import type { KeptIo } from '../kept/stores.ts'
import { usableToken } from './access-token.ts'
import { formatToken } from './formats.ts'
import { tokenFlags } from './token-flags.ts'

/** What `device-flow token` prints, where the token that is kept will do; otherwise undefined, or it rejects. */
export async function tokenOffline(argv: readonly string[], io: KeptIo): Promise<string | undefined> {
  const { flags } = parseArguments(tokenFlags, argv, 0)
  const { format = 'plain', json } = flags
  if (format === 'git' || flags['allow-origin'] || (json && format !== 'plain')) return undefined
  const { record } = await findSession(flags, io)
  const token = record?.signedIn && usableToken(record.signedIn, flags['min-life'])
  return token && formatToken(token, json ? 'json' : format, { env: io.env, now: Date.now() })
}

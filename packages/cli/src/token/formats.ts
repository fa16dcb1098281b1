import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure/command-failure.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import { shellQuoted } from '../shell/shell-words.ts'
import { secondsLeft } from '../kept/access-token.ts'
import type { AccessToken } from '../kept/access-token.ts'
import { checkBearer } from './bearer-only.ts'
import { execCredential } from './exec-credential.ts'

/** Where the environment is read, and the time. */
interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  /** Wall clock, ms since the epoch. */
  now: number
}

/** How a token is printed. */
export type TokenFormat = 'plain' | 'json' | 'header' | 'env' | 'kubectl'

const FORMATS: Readonly<Record<TokenFormat, (token: AccessToken, around: Surroundings) => string>> = {
  plain: ({ accessToken }) => `${accessToken}\n`,
  json: ({ accessToken, tokenType, expiresAt, scope }, { now }) =>
    encodeJsonLine({
      type: 'token',
      access_token: accessToken,
      token_type: tokenType,
      expires_in: secondsLeft(expiresAt, now),
      scope,
    }),
  header: ({ accessToken }) => `Authorization: Bearer ${accessToken}\n`,
  env: ({ accessToken }) => `export ACCESS_TOKEN=${shellQuoted(accessToken)}\n`,
  kubectl: (token, { env }) => execCredential(token, env['KUBERNETES_EXEC_INFO']),
}

/** What an access token is made of (RFC 6749 Appendix A.12). With a line end, it would begin another header or attribute. */
const VISIBLE = /^[\x20-\x7e]+$/

/**
 * Writes an access token as it was asked for.
 *
 * @throws UsageError for `kubectl`, when that speaks another version of the protocol
 * @throws CommandFailure for a token that has characters which no token may have, and but for `json`, for one that is bound to a key
 */
export function formatToken(token: AccessToken, format: TokenFormat, around: Surroundings): string {
  if (!VISIBLE.test(token.accessToken)) {
    throw new CommandFailure(
      'The access token has characters that no token may have. Tell those who run the server.',
      exitCodes.invalidResponse,
      {
        reason: 'invalid_response',
      },
    )
  }
  if (format !== 'json') checkBearer(token)
  return FORMATS[format](token, around)
}

import { DeviceFlowError } from '@device-flow/machine'
import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Context } from './context.ts'
import { deadline } from './deadline.ts'
import { faultIn } from './faults.ts'
import { settledOrLate } from './head-start.ts'
import { refusal } from './refusal.ts'
import { serverErrorIn } from './server-error.ts'
import type { Server } from './server.ts'
import { saidIn } from './snippet.ts'

const LONGEST_RETRY_WAIT_MS = 3000
const LONGEST_CLEAN_UP_MS = 3000

// The refresh token first: it lives longest, and servers end the access token with it (RFC 7009 §2.1). Most have answered by then,
// and are not asked twice at once about one grant; one that has not must not keep the access token alive.
const HEAD_START_MS = 500

interface Revocable {
  refreshToken?: string | undefined
  accessToken?: string | undefined
}

/** Revokes a session's tokens (RFC 7009); see `OAuthServices.revokeTokens`. */
export async function revokeTokens(context: Context, tokens: TokenSet): Promise<RevocationOutcome> {
  const server = await context.server()
  const { refreshToken, accessToken } = tokens
  const { signal } = new AbortController()
  const revocable = { refreshToken: refreshToken?.reveal(), accessToken: accessToken.reveal() }
  return { revoked: await revokeAll(context, server, revocable, signal) }
}

/**
 * Revokes the tokens in an answer that was not accepted, as far as that is possible in 3 s. Never rejects. Awaited even for a caller
 * who has given up: a process that waits for the poll before it exits would else take live tokens with it.
 */
export async function revokeReceived(context: Context, server: Server, answer: Answer): Promise<void> {
  const { access_token: accessToken, refresh_token: refreshToken } = membersOf(answer) ?? {}
  const limit = new AbortController()
  const cancelTimer = deadline(context.settings.clock, LONGEST_CLEAN_UP_MS, () => limit.abort())
  const tokens = { refreshToken: textOf(refreshToken), accessToken: textOf(accessToken) }
  await revokeAll(context, server, tokens, limit.signal).catch(() => {})
  cancelTimer()
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}

/** Resolves to whether the server has revoked. */
async function revokeAll(context: Context, server: Server, tokens: Revocable, signal: AbortSignal): Promise<boolean> {
  const { refreshToken, accessToken } = tokens
  if (!server.metadata.revocation_endpoint) return false
  const revoke = (token: string | undefined, hint: string): Promise<boolean> =>
    token ? revokeOne(context, server, token, hint, signal) : Promise.resolve(false)
  const refreshRevoked = revoke(refreshToken, 'refresh_token')
  await settledOrLate(context.settings.clock, refreshRevoked, HEAD_START_MS)
  const [refresh, access] = await Promise.allSettled([refreshRevoked, revoke(accessToken, 'access_token')])
  // The access token is the lesser one: it expires soon, and most servers end it with the refresh token (RFC 7009 §2.1).
  const decisive = refreshToken ? refresh : access
  if (decisive.status === 'rejected') throw decisive.reason
  return decisive.value
}

async function revokeOne(
  context: Context,
  { metadata }: Server,
  token: string,
  hint: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { settings } = context
  const ask = (): Promise<Answer> =>
    context.transport({ endpoint: 'revocation endpoint', signal }, (options) =>
      oauth.revocationRequest(metadata, context.client(), context.clientAuth, token, {
        ...options,
        headers: settings.headers,
        additionalParameters: { token_type_hint: hint },
      }),
    )
  let answer = await ask()
  let fault = faultIn(answer, serverErrorIn(answer))
  const wait = fault?.retryAfterMs
  // RFC 7009 §2.2.1: with 503, the token must be taken for alive.
  if (wait !== undefined && wait <= LONGEST_RETRY_WAIT_MS) {
    await createSleep(settings.clock)({ atLeastMs: wait }, { signal })
    answer = await ask()
    fault = faultIn(answer, serverErrorIn(answer))
  }
  if (fault) throw fault
  const error = serverErrorIn(answer)
  if (error && error.code !== 'unsupported_token_type') throw refusal(answer, error)
  if (!error && (answer.status < 200 || answer.status >= 300)) {
    throw new DeviceFlowError(
      'invalidResponse',
      `The ${answer.endpoint} did not revoke the token (${saidIn(answer)}), so the session may live on at the server. End it in the account's settings there.`,
      { status: answer.status },
    )
  }
  return error === undefined
}

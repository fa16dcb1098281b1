import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import { withDeadline } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { classify } from '../errors/classify.ts'
import { describeResponse } from '../errors/describe-response.ts'
import { hasCode } from '../errors/oauth-error.ts'
import { refusal } from '../errors/refusal.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { alsoMasking } from '../redaction/redact.ts'
import { settleWithin } from '../http/settle-within.ts'
import { isSuccess } from '../http/status.ts'
import { sendEvenIfMoved } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { serverWith } from '../server/server-with.ts'
import { tokensWithin } from '../tokens/tokens-within.ts'
import type { Revocable } from '../tokens/tokens-within.ts'
import { withRevocationEndpoint } from './revocation-endpoint.ts'
import { sendAsClient } from './send-as-client.ts'

const MAX_RETRY_WAIT_MS = 3000
const CLEAN_UP_LIMIT_MS = 3000

// The refresh token first: it lives longest, and servers end the access token with it (RFC 7009 §2.1). Most have
// answered by then, and are not asked twice at once about one grant; one that has not must not keep the access token
// alive.
const HEAD_START_MS = 500

/** Revokes a session's tokens (RFC 7009); see `OAuthServices.revokeTokens`. */
export async function revokeTokens(context: Context, tokens: TokenSet): Promise<RevocationOutcome> {
  context.credentialForm?.takeUp(tokens)
  const known = await serverWith('revocation_endpoint', context.knownServer)
  const server = await withRevocationEndpoint(context, known)
  const revocable = { refresh_token: tokens.refreshToken?.reveal(), access_token: tokens.accessToken.reveal() }
  return revokeAll(context, server, revocable)
}

/**
 * Revokes the tokens in a response that was not accepted, if there are any, as far as that is possible in 3 s. Never rejects. Awaited
 * even for a caller who has given up: a process that waits for the poll before it exits would otherwise take live
 * tokens with it.
 */
export async function revokeReceived(context: Context, server: Server, response: HttpResponse): Promise<void> {
  const tokens = tokensWithin(response.body)
  if (!tokens.access_token && !tokens.refresh_token) return
  const deadline = { clock: context.settings.clock, limitMs: CLEAN_UP_LIMIT_MS }
  await withDeadline(deadline, async (signal) => {
    const latest = server.problem ? await serverWith('revocation_endpoint', context.knownServer, signal) : server
    return revokeAll(context, latest, tokens, signal)
  }).catch(() => {})
}

async function revokeAll(
  context: Context,
  server: Server,
  tokens: Revocable,
  signal?: AbortSignal,
): Promise<RevocationOutcome> {
  if (!server.metadata.revocation_endpoint) return { revoked: false, problem: noEndpoint(server) }
  const { readings } = context.knownServer
  const revoke = async (hint: keyof Revocable): Promise<RevocationOutcome> => {
    const token = tokens[hint]
    if (typeof token !== 'string' || token === '') return { revoked: false }
    return revokeOne(context, server, { token, hint, tokens, readings, signal })
  }
  const refreshRevoked = revoke('refresh_token')
  await settleWithin(refreshRevoked, { clock: context.settings.clock, limitMs: HEAD_START_MS })
  const [refresh, access] = await Promise.allSettled([refreshRevoked, revoke('access_token')])
  // The access token is the lesser one: it expires soon, and most servers end it with the refresh token.
  const decisive = tokens.refresh_token ? refresh : access
  if (decisive.status === 'rejected') throw decisive.reason
  return decisive.value
}

function noEndpoint({ metadata }: Server): DeviceFlowError {
  const message =
    `No revocation endpoint of ${metadata.issuer} is known, so it was not asked to revoke the tokens. ` +
    'If it has one, give its address: revocationEndpoint (--revocation-endpoint on the command line).'
  return new DeviceFlowError('unsupported', message, { field: 'revocation_endpoint' })
}

async function revokeOne(
  context: Context,
  server: Server,
  revocation: { token: string; hint: string; tokens: Revocable; readings: number; signal: AbortSignal | undefined },
): Promise<RevocationOutcome> {
  const { token, hint, tokens, readings, signal } = revocation
  const parameters = { token_type_hint: hint }
  const endpoint = { server, endpoint: 'revocation_endpoint', readings, signal } as const
  const send = async (): Promise<HttpResponse> => {
    const sent = await sendEvenIfMoved(context.knownServer, endpoint, (to) =>
      sendAsClient(context, to, () =>
        context.send({ server: to, endpoint: 'revocation endpoint', parameters, signal }, ({ client, options }) =>
          oauth.revocationRequest(...client, token, options),
        ),
      ),
    )
    return sent.response
  }
  try {
    return outcomeOf(alsoMasking(await send(), tokens))
  } catch (error) {
    // RFC 7009 §2.2.1: with 503, the token must be taken for alive.
    const waitMs = error instanceof TransientFault ? error.retryAfterMs : undefined
    if (waitMs === undefined || waitMs > MAX_RETRY_WAIT_MS) throw error
    await context.wait(waitMs, signal)
    return outcomeOf(alsoMasking(await send(), tokens))
  }
}

/**
 * Whether the server has revoked the token; what else it says in a success, the client ignores (RFC 7009 §2.2). Throws
 * for a failure.
 */
function outcomeOf(response: HttpResponse): RevocationOutcome {
  const { error } = classify(response)
  // RFC 7009 §2.2.1.
  if (error && hasCode(error, 'unsupported_token_type')) return { revoked: false, problem: refusal(response, error) }
  // Of a token that is dead already, where RFC 7009 §2.2 has a success: Google and Salesforce. A 401 is about who asks.
  if (response.status === 400 && hasCode(error, 'invalid_token')) return { revoked: true }
  if (error) throw refusal(response, error)
  if (isSuccess(response.status)) return { revoked: true }
  throw new DeviceFlowError(
    'invalidResponse',
    `The ${response.endpoint} did not revoke the token (${describeResponse(response)}), so the session may live on at the server. ` +
      "End it in the account's settings there.",
    { status: response.status },
  )
}

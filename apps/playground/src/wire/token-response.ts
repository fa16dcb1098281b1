import { isRecord } from '@device-flow/untrusted'
import type { Exchange } from './exchange.ts'

/** Tokens as a response brought them, whatever the login made of them then. */
export interface TokenResponse {
  readonly exchange: Exchange
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly idToken: string | undefined
  readonly scope: string | undefined
}

/** All responses of the token endpoint that brought tokens (RFC 6749 §5.1), in their order. */
export function tokenResponses(exchanges: readonly Exchange[]): TokenResponse[] {
  return exchanges.flatMap((exchange) => readTokenResponse(exchange) ?? [])
}

function readTokenResponse(exchange: Exchange): TokenResponse | undefined {
  const { kind, response } = exchange
  if ((kind !== 'poll' && kind !== 'refresh') || response?.status !== 200) return undefined
  const members = membersIn(response.body)
  const text = (name: string): string | undefined => {
    const value = members[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  // AWS spells them otherwise.
  const accessToken = text('access_token') ?? text('accessToken')
  if (accessToken === undefined) return undefined
  return {
    exchange,
    accessToken,
    refreshToken: text('refresh_token') ?? text('refreshToken'),
    idToken: text('id_token') ?? text('idToken'),
    scope: text('scope'),
  }
}

/** The members of a response: some servers send tokens form-encoded, and the login takes them. */
export function membersIn(body: string | undefined): Record<string, unknown> {
  return /^[\w.%-]+=[^\s<>{}]*$/.test(body?.trim() ?? '')
    ? Object.fromEntries(new URLSearchParams(body?.trim()))
    : jsonIn(body)
}

/** The members of a JSON body; none where it is no JSON object. */
export function jsonIn(body: string | undefined): Record<string, unknown> {
  try {
    const members: unknown = JSON.parse(body ?? '')
    return isRecord(members) ? members : {}
  } catch {
    return {}
  }
}

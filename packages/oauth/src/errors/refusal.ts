import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowReason } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { ownCodeIn, wordsIn } from './server-words.ts'
import type { OAuthError } from './oauth-error.ts'

/** Why an attempt ends, and what the person is told. */
export type Refusal = readonly [DeviceFlowReason, string]

const DENIED: Refusal = ['denied', 'The sign-in was declined. If that was not intended, start again and approve it.']

/** What a code that was not used in time comes to, at servers that then no longer know it. */
export const CODE_EXPIRED: Refusal = ['expired', 'The code was not used in time. Start again to get a new one.']

/** What a code comes to that the server does not know, though it has not expired: one that was restarted, say. */
export const CODE_UNKNOWN: Refusal = ['refused', 'The server no longer knows this code. Start again to get a new one.']

const UNKNOWN_CLIENT: Refusal = [
  'unsupported',
  'The server does not accept this client. Check the client ID, the client secret and the authentication method.',
]

/** What a code that says "not for this client" comes to. */
export const FLOW_NOT_ALLOWED: Refusal = [
  'unsupported',
  "This client may not use the device flow. Enable it in the client's settings at the server.",
]

// The aliases that real servers use beside RFC 8628 §3.5, RFC 6749 §5.2 and RFC 8707 §2 (C2, A7).
const REFUSALS = new Map<string, Refusal>([
  ['access_denied', DENIED],
  ['authorization_declined', DENIED],
  ['expired_token', CODE_EXPIRED],
  ['token_expired', CODE_EXPIRED],
  ['invalid_client', UNKNOWN_CLIENT],
  ['incorrect_client_credentials', UNKNOWN_CLIENT],
  ['unauthorized_client', FLOW_NOT_ALLOWED],
  ['device_flow_disabled', FLOW_NOT_ALLOWED],
  ['unsupported_grant_type', FLOW_NOT_ALLOWED],
  ['invalid_scope', ['unsupported', 'The server does not grant the requested scope to this client. Check the scope.']],
  [
    'invalid_target',
    ['unsupported', 'The server does not know the requested resource. Check the resource or audience.'],
  ],
  ['org_internal', ['unsupported', 'This client is only for members of its own organisation.']],
  [
    'admin_policy_enforced',
    ['unsupported', "An administrator's policy does not allow this sign-in. Ask an administrator."],
  ],
])

const OTHER: Refusal = ['refused', 'The server refused. Start again, and report its error code if that does not help.']

// Codes without a sentence of their own: verdicts like those above, and what is no end at all.
const OTHER_CODES = new Set([
  'authorization_pending',
  'slow_down',
  'invalid_request',
  'invalid_grant',
  'incorrect_device_code',
  'bad_refresh_token',
])

/** Whether a code is one that OAuth has, or a server that is known to us. */
export function isKnownCode(code: string): boolean {
  return REFUSALS.has(code) || OTHER_CODES.has(code)
}

/**
 * The typed error for an OAuth error that ends the attempt. `overrides` says where a code means something else than usual at the
 * endpoint that was asked.
 */
export function refusal(
  answer: HttpResponse,
  error: OAuthError,
  overrides?: ReadonlyMap<string, Refusal>,
): DeviceFlowError {
  const [reason, sentence] = overrides?.get(error.code) ?? REFUSALS.get(error.code) ?? OTHER
  const said = error.description ? `${error.code}: ${error.description}` : error.code
  // An expired code is nobody's fault and needs no report: the sentence says all.
  return new DeviceFlowError(reason, reason === 'expired' ? sentence : `${sentence} (${said})`, {
    error: error.code,
    errorDescription: error.description,
    errorUri: error.uri,
    status: answer.status,
  })
}

/** The typed error for an answer that refuses in the server's own words, without an OAuth error. */
export function refusalInWords(answer: HttpResponse, reason: DeviceFlowReason, message: string): DeviceFlowError {
  return new DeviceFlowError(reason, message, {
    error: ownCodeIn(answer),
    errorDescription: wordsIn(answer),
    status: answer.status,
  })
}

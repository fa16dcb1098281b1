import { canonicalCode } from './aliases.ts'
import type { LoginReason } from './reasons.ts'

/** Why an attempt ends, and the sentence that the person is told. */
export type Refusal = readonly [reason: LoginReason, sentence: string]

/** A code that OAuth has, or a server that is known to us. A new one gets its sentence below, and its advice in advice/login-advice.ts. */
export type KnownCode =
  | 'access_denied'
  | 'expired_token'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'org_internal'
  | 'admin_policy_enforced'
  | 'invalid_request'
  | 'invalid_grant'
  | 'incorrect_device_code'
  | 'authorization_pending'
  | 'slow_down'

// Of a server that did not say whether the person was awaited.
const CODE_RUN_OUT: Refusal = ['expired', 'The code has run out. Start again to get a new one.']
const CODE_EXPIRED: Refusal = ['expired', 'The code was not used in time. Start again to get a new one.']
// Ended by an administrator, used already, or by a clock that runs ahead of ours.
const CODE_ENDED: Refusal = ['expired', 'The server no longer accepts this code. Start again to get a new one.']
const CODE_UNKNOWN: Refusal = ['refused', 'The server does not know this code. Start again to get a new one.']
const CODE_FORGOTTEN: Refusal = ['expired', 'The server no longer knows this code. Start again to get a new one.']
const CODE_UNKNOWN_AT_ONCE: Refusal = [
  'refused',
  `${CODE_UNKNOWN[1]} If that ends so, too, set the option dpop: the server may require DPoP.`,
]
// A grant is given once. Some servers then say that it was declined, or that the code has expired; a person may have done so, too.
const MAY_BE_LOST = 'The answer to the poll before was lost, and may have been the approval: start again.'
const ANSWER_LOST: Refusal = [
  'offline',
  "The server's answer before this one was lost on the way, and may have been the approval, which is given once. Start again to get a new code.",
]
const WANTS_PROOFS: Refusal = [
  'unsupported',
  'The server wants DPoP proofs, and none was sent: set the option dpop (createDpop) and sign in again.',
]
const FLOW_NOT_ALLOWED: Refusal = [
  'unsupported',
  "This client may not use the device flow. Enable it in the client's settings at the server.",
]
const RENEWAL_NOT_ALLOWED: Refusal = [
  'unsupported',
  "This client may not renew a session. Enable it in the client's settings at the server, or sign in again.",
]
const SIGNED_OUT: Refusal = ['signedOut', 'The session has ended at the server. Sign in again.']
const OTHER: Refusal = ['refused', 'The server refused. Start again, and report its error code if that does not help.']

// RFC 8628 §3.5, RFC 6749 §5.2, RFC 8707 §2, and Google's two.
const REFUSALS: Record<KnownCode, Refusal> = {
  access_denied: ['denied', 'The sign-in was declined. If that was not intended, start again and approve it.'],
  expired_token: CODE_EXPIRED,
  invalid_client: [
    'unsupported',
    'The server does not accept this client. Check the client ID, the client secret and the authentication method.',
  ],
  unauthorized_client: FLOW_NOT_ALLOWED,
  unsupported_grant_type: FLOW_NOT_ALLOWED,
  invalid_scope: ['unsupported', 'The server does not grant the requested scope to this client. Check the scope.'],
  invalid_target: ['unsupported', 'The server does not know the requested resource. Check the resource or audience.'],
  org_internal: ['unsupported', 'This client is only for members of its own organisation.'],
  admin_policy_enforced: [
    'unsupported',
    "An administrator's policy does not allow this sign-in. Ask an administrator.",
  ],
  invalid_request: ['refused', 'The server says that the request is wrong. Report what it says to whoever runs this.'],
  // What it means depends on the request: see the tables below.
  invalid_grant: OTHER,
  incorrect_device_code: OTHER,
  // Only a poll goes on after these two (RFC 8628 §3.5).
  authorization_pending: OTHER,
  slow_down: OTHER,
}

const BY_CODE = new Map<string, Refusal>(Object.entries(REFUSALS))

/**
 * What a code means in response to a device authorization request, where that is something else: no code was shown yet, which anybody could
 * have declined or let expire. Keycloak says invalid_grant of a client without the flow.
 */
export const DEVICE_AUTHORIZATION_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['access_denied', OTHER],
  ['expired_token', OTHER],
  ['invalid_grant', FLOW_NOT_ALLOWED],
])

/**
 * What a code means in response to a poll before the device code has run out, where that is something else: one that the server has never
 * known is refused, and one that it says has expired has ended for another reason than that nobody used it.
 */
export const POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_grant', CODE_UNKNOWN],
  ['incorrect_device_code', CODE_UNKNOWN],
  ['expired_token', CODE_ENDED],
])

/**
 * The same once the server has said that the person is awaited, or of a code that another process was given: it has ended the code that it
 * no longer knows, as one that was restarted.
 */
export const PENDING_POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_grant', CODE_FORGOTTEN],
  ['incorrect_device_code', CODE_FORGOTTEN],
  ['expired_token', CODE_ENDED],
])

/** The same at the first poll, without a proof, of a server that takes DPoP: those that require it of a client say no more than this. */
export const UNPROVEN_POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([['invalid_grant', CODE_UNKNOWN_AT_ONCE]])

/** What a code means in response to any request that had no proof, and could have had one (RFC 9449 §5, §8). */
export const UNPROVEN_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_dpop_proof', WANTS_PROOFS],
  ['use_dpop_nonce', WANTS_PROOFS],
])

/** The same once the code has run out: Auth0 and Keycloak say `expired_token` once, or for a while, and then no longer know it. */
export const LATE_POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_grant', CODE_EXPIRED],
  ['incorrect_device_code', CODE_EXPIRED],
])

/** The same once the code has run out, of a server that has mostly asked for a slower pace: nobody knows whether the code was used. */
export const SLOWED_LATE_POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['invalid_grant', CODE_RUN_OUT],
  ['incorrect_device_code', CODE_RUN_OUT],
  ['expired_token', CODE_RUN_OUT],
])

/** The same in time, but after a poll whose answer was lost: nobody knows whether that was the grant, and the code is used up by it. */
export const LOST_ANSWER_POLL_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['access_denied', ['denied', `The sign-in was declined. ${MAY_BE_LOST}`]],
  ['invalid_grant', ANSWER_LOST],
  ['incorrect_device_code', ANSWER_LOST],
  ['expired_token', ['expired', `The server no longer accepts this code. ${MAY_BE_LOST}`]],
])

/** What a code means in response to a refresh, where that is something else: there is no person to decline, and no code to expire. */
export const REFRESH_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['access_denied', ['denied', 'The server declined to renew the session. Ask whoever runs it, or sign in again.']],
  ['invalid_grant', SIGNED_OUT],
  ['expired_token', SIGNED_OUT],
  ['unauthorized_client', RENEWAL_NOT_ALLOWED],
  ['unsupported_grant_type', RENEWAL_NOT_ALLOWED],
])

/** Whether a code, or the code that it is an alias of, is a known one. */
export function isKnownCode(code: string): boolean {
  return BY_CODE.has(canonicalCode(code))
}

/** How an attempt ends by a server's error code. `overrides` says what codes mean in response to the request that was made. */
export function refusalFor(code: string, overrides?: ReadonlyMap<string, Refusal>): Refusal {
  const canonical = canonicalCode(code)
  return overrides?.get(canonical) ?? BY_CODE.get(canonical) ?? OTHER
}

import { cleanText } from '@device-flow/untrusted'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import type { SessionStatus } from './session-status.ts'
import type { StatusFlagValues } from './status-flags.ts'

const WORDS: Record<SessionStatus['store'], string> = {
  keyring: 'an encrypted file, the key in the keyring',
  environment: 'an encrypted file, the key in DEVICE_FLOW_KEY',
  file: 'an encrypted file, the key in a file beside it',
}

// A server's own words are in there, and what it takes to sign in again.
const MAX_PROBLEM_CHARS = 1000

/** A status as it was asked for. */
export function formatStatus(status: SessionStatus, { json, all }: StatusFlagValues): string {
  if (json) return encodeJsonLine(statusLine(status))
  return all ? statusSummary(status) : statusText(status)
}

/** A status as a line of `--json`. */
function statusLine(status: SessionStatus): JsonLine {
  const { pending } = status
  return {
    type: 'status',
    signed_in: status.signedIn,
    issuer: status.server,
    client_id: status.clientId,
    profile: status.profile,
    sub: status.sub,
    scope: status.scope,
    not_granted: status.notGranted,
    access_token_expires_in: status.accessTokenExpiresIn,
    renewable: status.renewable,
    ends_in: status.endsIn,
    store: status.store,
    problem: status.problem,
    pending: pending && {
      user_code: pending.userCode,
      verification_uri: pending.verificationUri,
      expires_in: pending.expiresIn,
    },
  }
}

/** A status in words, a fact a line. */
function statusText(status: SessionStatus): string {
  const { pending } = status
  const lines = [
    headline(status),
    `  server       ${cleanText(status.server, 200)}`,
    `  client       ${cleanText(status.clientId, 80)}`,
    status.profile !== undefined && `  profile      ${cleanText(status.profile, 80)}`,
    status.scope !== undefined && `  scope        ${cleanText(status.scope, 200)}`,
    status.notGranted !== undefined && `  not granted  ${cleanText(status.notGranted, 200)}`,
    status.signedIn && `  access token ${lifeOf(status)}`,
    status.signedIn &&
      status.endsIn !== undefined &&
      status.renewable &&
      `  sign-in      good for ${duration(status.endsIn)}`,
    !status.signedOut && `  kept in      ${WORDS[status.store]}`,
    status.problem !== undefined && `  problem      ${cleanText(status.problem, MAX_PROBLEM_CHARS)}`,
    status.signInWith !== undefined && `  sign in with ${cleanText(status.signInWith)}`,
    pending && waiting(pending),
  ]
  return `${lines.filter((line) => typeof line === 'string').join('\n')}\n`
}

/** A status in words, in one line that says which session it is. */
function statusSummary(status: SessionStatus): string {
  const { profile, clientId, server, notGranted, problem, signInWith, pending } = status
  const parts = [
    profile !== undefined && `--profile ${cleanText(profile, 80)}:`,
    `${cleanText(clientId, 80)} at ${cleanText(server, 200)}:`,
    headline(status),
    status.signedIn && `Access token ${lifeOf(status)}.`,
    notGranted !== undefined && `Not granted: ${cleanText(notGranted, 200)}.`,
    problem !== undefined && cleanText(problem, MAX_PROBLEM_CHARS),
    signInWith !== undefined && `Sign in with: ${cleanText(signInWith)}`,
    pending && waiting(pending),
  ]
  return `${parts.filter((part) => typeof part === 'string').join(' ')}\n`
}

function waiting({ userCode, verificationUri, expiresIn }: NonNullable<SessionStatus['pending']>): string {
  return `A login waits for its person, for ${duration(expiresIn)}: code ${cleanText(userCode, 40)} at ${cleanText(verificationUri, 200)}`
}

function headline({ signedIn, signedOut, name, server }: SessionStatus): string {
  if (signedIn) return `Signed in${name === undefined ? '' : ` as ${cleanText(name, 80)}`}.`
  return signedOut ? `Signed out of ${cleanText(server, 200)}.` : 'Nobody is signed in.'
}

function lifeOf({ accessTokenExpiresIn: seconds, renewable }: SessionStatus): string {
  const after = renewable ? 'renewed when it is needed' : 'not renewable'
  if (seconds === undefined) return `of unknown life, ${after}`
  return seconds === 0 ? `expired, ${after}` : `good for ${duration(seconds)}, ${after}`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} days`
}

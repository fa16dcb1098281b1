import { cleanText } from '@device-flow/untrusted'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import type { SessionStatus } from './session-status.ts'
import type { StatusFlagValues } from './status-flags.ts'

const WORDS: Record<NonNullable<SessionStatus['store']>, string> = {
  keyring: 'an encrypted file, the key in the keyring',
  environment: 'an encrypted file, the key in DEVICE_FLOW_KEY',
  file: 'an encrypted file, the key in a file beside it',
}

/** A status as it was asked for. */
export function formatStatus(status: SessionStatus, { json }: StatusFlagValues): string {
  return json ? encodeJsonLine(statusLine(status)) : statusText(status)
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
    status.signedIn && `  access token ${lifeOf(status)}`,
    status.signedIn &&
      status.endsIn !== undefined &&
      status.renewable &&
      `  sign-in      good for ${duration(status.endsIn)}`,
    !status.signedOut && status.store && `  kept in      ${WORDS[status.store]}`,
    status.problem !== undefined && `  problem      ${cleanText(status.problem, 300)}`,
    pending &&
      `A login waits for its person, for ${duration(pending.expiresIn)}: code ${cleanText(pending.userCode, 40)} at ${cleanText(pending.verificationUri, 200)}`,
  ]
  return `${lines.filter((line) => typeof line === 'string').join('\n')}\n`
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

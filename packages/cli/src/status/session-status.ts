import { isUsable } from '@device-flow/session/record'
import type { Refused, SessionRecord, SignedIn } from '@device-flow/session/record'
import type { KeptRecord } from '../kept/find-session.ts'
import type { KeyPlace } from '../kept/key-place.ts'
import { loginCommand } from '../kept/login-command.ts'
import { notGranted } from '../kept/not-granted.ts'
import type { IsAmong } from '../kept/not-granted.ts'
import { secretsIn } from '../kept/secrets-in.ts'
import { maskLine } from '../secrets/mask-line.ts'
import { secondsLeft } from '../kept/access-token.ts'

/** What is known of a session without asking anybody. Durations in seconds, as in the lines of `--json`. */
export interface SessionStatus {
  signedIn: boolean
  /** The person has signed out, and that is the end that is known. */
  signedOut: boolean
  server: string
  clientId: string
  profile: string | undefined
  /** Where its key is. */
  store: KeyPlace
  sub: string | undefined
  /** What people call the one who is signed in, as the server says it. */
  name: string | undefined
  scope: string | undefined
  /** What was asked for beside that. */
  notGranted: string | undefined
  /** 0 when the access token is dead, or may be, as the clock was set back since it came; undefined when the server does not say. */
  accessTokenExpiresIn: number | undefined
  /** The server renews it, and what it then gives can be kept. */
  renewable: boolean
  /** When signing in again will be needed, however often the tokens are renewed; undefined when that is not known. */
  endsIn: number | undefined
  /** Why tokens are not renewed, or a login that waits cannot succeed: the server's refusal, or what keeps new ones from being kept. */
  problem: string | undefined
  /** The command that signs in there again, where nobody is signed in and no login waits. */
  signInWith: string | undefined
  /** The code of a login that waits for its person. */
  pending: { userCode: string; verificationUri: string; expiresIn: number } | undefined
}

/** How a session is kept. */
export interface HowKept {
  store: KeyPlace
  /** What keeps renewed tokens from being kept, in words. They are not asked for then. */
  writeProblem: string | undefined
}

/**
 * Says what is known of a session at `now`: wall clock, ms since the epoch.
 *
 * @param isAmong by the names that its provider has for scopes
 */
export function sessionStatus(
  { entry, record }: KeptRecord,
  { store, writeProblem }: HowKept,
  now: number,
  isAmong?: IsAmong,
): SessionStatus {
  const { server, clientId, scope: asked } = entry.client
  const { signedIn } = record ?? {}
  const tokens = signedIn?.tokens
  const isRenewed = signedIn !== undefined && isRenewable(signedIn, now)
  const pending = pendingIn(record, now)
  const expiresIn = tokens && (isUsable(tokens, now, 0) ? secondsLeft(tokens.expiresAt, now) : 0)
  const isSignedIn = signedIn !== undefined && (isRenewed || expiresIn !== 0)
  const status: SessionStatus = {
    signedIn: isSignedIn,
    signedOut: record?.ended?.by === 'person',
    server,
    clientId,
    profile: entry.profile,
    store,
    sub: tokens?.claims?.sub,
    name: nameIn(tokens?.claims),
    scope: tokens?.scope ?? asked,
    notGranted: notGranted(asked, tokens, isAmong),
    accessTokenExpiresIn: expiresIn,
    renewable: isRenewed && writeProblem === undefined,
    endsIn: isRenewed ? secondsLeft(endOf(signedIn, now), now) : expiresIn,
    problem: signedIn
      ? (refusalOf(signedIn)?.message ?? (isRenewed ? writeProblem : undefined))
      : (record?.ended?.message ?? (pending && writeProblem)),
    signInWith: isSignedIn || pending ? undefined : loginCommand(entry),
    pending: undefined,
  }
  // A server may have put a token wherever it writes texts. With a mask in what is to be opened and typed, nobody could sign in.
  const masked = maskLine(status, { secrets: secretsIn(record), hidesNamed: false })
  return { ...masked, pending }
}

/** What the server said when it refused to renew the tokens, for good or at the last try. */
function refusalOf({ refused, declined }: SignedIn): Refused | undefined {
  return refused ?? declined
}

function isRenewable(signedIn: SignedIn, now: number): boolean {
  const { tokens } = signedIn
  if (tokens.refreshToken === undefined || refusalOf(signedIn)) return false
  return [tokens.refreshTokenExpiresAt, tokens.authorizationExpiresAt].every((end) => end === undefined || now < end)
}

/** When a session ends that is renewed until then; not known, as with the access token, once the clock was set back. */
function endOf({ tokens }: SignedIn, now: number): number | undefined {
  const expiresAt = tokens.authorizationExpiresAt ?? tokens.refreshTokenExpiresAt
  if (expiresAt === undefined) return undefined
  return isUsable({ receivedAt: tokens.receivedAt, expiresAt }, now, 0) ? expiresAt : undefined
}

function nameIn(claims: SignedIn['tokens']['claims']): string | undefined {
  const names = ['name', 'preferred_username', 'email', 'sub'].map((claim) => claims?.[claim])
  return names.find((name): name is string => typeof name === 'string' && name.trim() !== '')
}

function pendingIn(record: SessionRecord | undefined, now: number): SessionStatus['pending'] {
  const { authorization } = record?.pending ?? {}
  if (!authorization || now >= authorization.expiresAt) return undefined
  const { userCode, verificationUri, expiresAt, receivedAt } = authorization
  // Where the clock was set back, at most its whole life.
  return { userCode, verificationUri, expiresIn: secondsLeft(expiresAt, Math.max(now, receivedAt)) ?? 0 }
}

import { amount, anything, membersOf, oneOf, wordOr } from '../known-names.ts'
import type { MemberChecks } from '../known-names.ts'
import { SERVER_OPTIONS } from '../server/check-server.ts'
import type { ResponseSource, ScriptedResponse } from '../server/scripted-response.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../server/scripted-server.ts'
import type { LoginReport } from './login-report.ts'
import type { RefreshGrace } from './refresh-grace.ts'
import type { RotationRules } from './token-family.ts'
import type { RecordedRefresh } from './token-grants.ts'

/** Makes of the response to a refresh that was carried out the one that is sent, or none: `reset`, `(tokens) => delayed(500, tokens)`. */
export type ReplyChange = (tokens: ScriptedResponse) => ResponseSource | Promise<ResponseSource>

/** Options of a rotating server, whatever carries its responses. */
export interface RotatingServerOptions extends Omit<ScriptedServerOptions, 'script'>, RotationRules {
  /** Whether each login is approved at once, or waits for {@link RotatingServer.approve}. Default true. */
  approves?: boolean
  /** What becomes of the responses to all refreshes that {@link RotatingServer.changeReplies} does not change. */
  replies?: ReplyChange
}

/** Checks of their names. */
export const ROTATING_SERVER_OPTIONS: MemberChecks<RotatingServerOptions> = {
  ...SERVER_OPTIONS,
  grace: wordOr(['none'], {
    gives: membersOf<Exclude<RefreshGrace, string>>({
      gives: oneOf(['samePair', 'activePair', 'newPair']),
      seconds: amount,
    }),
  }),
  rotates: anything,
  endsFamilyOnReuse: anything,
  oneGrant: anything,
  endsOlderAccessToken: anything,
  accessTokenSeconds: anything,
  refreshTokenSeconds: anything,
  approves: anything,
  replies: anything,
}

/** One grant, and what became of it. */
export interface GrantReport {
  /** A random name. */
  readonly family: string
  readonly clientId: string
  /** Refreshes that brought tokens, those in the grace among them. */
  readonly refreshes: number
  /** Refresh tokens that were used again, outside of the grace. */
  readonly reuses: number
  /** Why its tokens are dead; absent while it lives. */
  readonly endedBy?: 'reuse' | 'revocation'
}

/** What a server has seen, in numbers. */
export interface RotationCounts {
  /** Refreshes that brought tokens, those in the grace among them. */
  refreshes: number
  /** Refresh tokens that were used again, outside of the grace. */
  reuses: number
  /** Refreshes that were refused for another reason. */
  refusals: number
  /** Grants, and those of them that live. */
  families: number
  liveFamilies: number
  /** Polls that came before the interval had passed, and were answered by `slow_down`. */
  earlyPolls: number
}

/** A scripted server that keeps account of its tokens: it rotates refresh tokens, and notices when one is used twice. */
export interface RotatingServer extends ScriptedServer {
  /** An API that takes its access tokens, and answers dead ones with 401 `invalid_token`. */
  readonly apiUrl: string
  /** Where other processes read {@link RotatingServer.counts}, as JSON. */
  readonly countsUrl: string
  /** Signs somebody in without a login. Resolves to the token response, under its wire names. */
  signIn(clientId?: string, scope?: string): { access_token: string; refresh_token: string; [member: string]: unknown }
  /** All logins, in order: what a page on which people type a code would know. */
  logins(): LoginReport[]
  /** The person approves the login of this user code, or all that wait. */
  approve(userCode?: string): void
  /** The person denies the login of this user code, or all that wait. */
  deny(userCode?: string): void
  /**
   * Changes the responses to the next refreshes that bring tokens, one each. They are carried out all the same: `reset` loses the response.
   * What comes before that is up to `script('token', …)`, which keeps a refresh from being carried out.
   */
  changeReplies(...changes: ReplyChange[]): void
  /** All refreshes, in order. */
  refreshes(): readonly RecordedRefresh[]
  /** All grants, in order. */
  grants(): GrantReport[]
  counts(): RotationCounts
  /** Every token that was ever issued: what no log and no file may hold. */
  issuedTokens(): string[]
}

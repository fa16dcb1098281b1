import type { Clock } from '@device-flow/machine/clock'
import { randomName } from '../server/random.ts'
import { pairInGrace } from './refresh-grace.ts'
import type { RefreshGrace } from './refresh-grace.ts'

/** How a server treats the tokens of its grants. */
export interface RotationRules {
  /** What a refresh token brings that was used before. Default `none`. */
  grace?: RefreshGrace
  /** Whether each refresh brings a new refresh token. Default true. */
  rotates?: boolean
  /** Whether the reuse of a refresh token, outside of the grace, ends the whole grant. Default true. */
  endsFamilyOnReuse?: boolean
  /** Whether a person has one grant at a client, whichever login it came of: to revoke it ends all their tokens. Default false. */
  oneGrant?: boolean
  /** Whether a refresh ends the access token before it, as at GitHub. Default false. */
  endsOlderAccessToken?: boolean
  /** How long access tokens live, s. Default 3600. */
  accessTokenSeconds?: number
  /** How long a refresh token lives, s: told as `refresh_token_expires_in`. Default for ever. */
  refreshTokenSeconds?: number
}

/**
 * What a refresh brought: new tokens; tokens in the grace, for a token that was used before; a refusal for such a token; or a refusal
 * because the grant was over, or the token had expired.
 */
export type RefreshResult = 'renewed' | 'repeated' | 'reused' | 'ended' | 'expired'

/** Tokens that were issued together. */
export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
  /** On the monotonic clock, ms. */
  readonly issuedAt: number
  /** When its refresh token was first used. */
  usedAt?: number
  /** The access token alone was revoked. */
  revoked?: true
}

/** The tokens of one grant, in the order in which they were issued: the newest refresh token is the one that was not used yet. */
export class TokenFamily {
  readonly id: string = randomName()
  readonly clientId: string
  readonly scope: string
  readonly pairs: TokenPair[] = []
  /** Why all its tokens are dead. */
  endedBy: 'reuse' | 'revocation' | undefined
  readonly #rules: RotationRules
  readonly #clock: Clock

  constructor(rules: RotationRules, clock: Clock, clientId: string, scope: string) {
    this.#rules = rules
    this.#clock = clock
    this.clientId = clientId
    this.scope = scope
  }

  /** Issues the next pair. */
  issue(): TokenPair {
    const { rotates = true } = this.#rules
    const name = `${this.pairs.length + 1}-${randomName()}`
    const kept = rotates ? undefined : this.pairs.at(-1)?.refreshToken
    const pair: TokenPair = {
      accessToken: `access-token-${name}`,
      refreshToken: kept ?? `refresh-token-${name}`,
      issuedAt: this.#clock.monotonic(),
    }
    this.pairs.push(pair)
    return pair
  }

  /** Uses one of its refresh tokens. */
  refresh(refreshToken: string): { result: RefreshResult; pair?: TokenPair } {
    const { grace = 'none', endsFamilyOnReuse = true, refreshTokenSeconds = Infinity } = this.#rules
    const index = this.pairs.findLastIndex((pair) => pair.refreshToken === refreshToken)
    const presented = this.pairs[index]
    const now = this.#clock.monotonic()
    if (!presented || this.endedBy) return { result: 'ended' }
    if (now - presented.issuedAt >= refreshTokenSeconds * 1000) return { result: 'expired' }
    const newest = this.pairs.length - 1
    if (index === newest) {
      presented.usedAt = now
      return { result: 'renewed', pair: this.issue() }
    }
    const brings = pairInGrace(grace, { index, newest, ageMs: now - (presented.usedAt ?? 0) })
    if (brings === undefined) {
      if (endsFamilyOnReuse) this.endedBy = 'reuse'
      return { result: 'reused' }
    }
    if (brings === 'new') {
      // The pair before it is used up as well, though its refresh token never was sent.
      this.pairs[newest]!.usedAt ??= now
      return { result: 'repeated', pair: this.issue() }
    }
    return { result: 'repeated', pair: this.pairs[brings]! }
  }

  /** How long an access token still lives, s; 0 when it is dead. */
  secondsLeft(pair: TokenPair): number {
    const { endsOlderAccessToken = false, accessTokenSeconds = 3600 } = this.#rules
    if (this.endedBy || pair.revoked || (endsOlderAccessToken && pair !== this.pairs.at(-1))) return 0
    return Math.max(0, accessTokenSeconds - (this.#clock.monotonic() - pair.issuedAt) / 1000)
  }

  /**
   * Revokes one of its tokens. The newest refresh token ends the grant; one that was used before does nothing, and is answered with 200 all
   * the same.
   */
  revoke(token: string): void {
    const pair = this.pairs.find(({ accessToken }) => accessToken === token)
    if (pair) pair.revoked = true
    else if (this.pairs.at(-1)?.refreshToken === token) this.endedBy = 'revocation'
  }
}

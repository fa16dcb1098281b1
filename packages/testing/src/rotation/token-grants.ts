import type { Clock } from '@device-flow/machine/clock'
import type { ScriptedResponse } from '../server/scripted-response.ts'
import { TokenFamily } from './token-family.ts'
import type { RefreshResult, RotationRules, TokenPair } from './token-family.ts'

/** One refresh, as the server saw it. */
export interface RecordedRefresh {
  /** Wall clock, ms since the epoch. */
  readonly at: number
  /** The grant that the refresh token is of; absent for one that was never issued, or is another client's. */
  readonly family?: string
  /** Which of the grant's refresh tokens it was; 1 is the first. */
  readonly generation?: number
  readonly result: RefreshResult | 'unknown'
}

/** All grants of a server, and who holds which token. */
export class TokenGrants {
  readonly families: TokenFamily[] = []
  readonly refreshes: RecordedRefresh[] = []
  readonly #holders = new Map<string, { family: TokenFamily; pair: TokenPair }>()
  readonly #rules: RotationRules
  readonly #clock: Clock

  constructor(rules: RotationRules, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  /** Signs somebody in. */
  start(clientId: string, scope: string): { family: TokenFamily; pair: TokenPair } {
    const family = new TokenFamily(this.#rules, this.#clock, clientId, scope)
    this.families.push(family)
    return this.#keep(family, family.issue())
  }

  /** Renews tokens; undefined when they are refused. */
  refresh(clientId: string | undefined, refreshToken: string): { family: TokenFamily; pair: TokenPair } | undefined {
    const at = this.#clock.now()
    const family = this.#holders.get(refreshToken)?.family
    if (!family || family.clientId !== clientId) {
      this.refreshes.push({ at, result: 'unknown' })
      return undefined
    }
    const generation = family.pairs.findLastIndex((pair) => pair.refreshToken === refreshToken) + 1
    const { result, pair } = family.refresh(refreshToken)
    this.refreshes.push({ at, family: family.id, generation, result })
    return pair && this.#keep(family, pair)
  }

  /** Who holds an access token, for how long still, s. */
  holder(accessToken: string): { family: TokenFamily; secondsLeft: number } | undefined {
    const held = this.#holders.get(accessToken)
    return held?.pair.accessToken === accessToken
      ? { family: held.family, secondsLeft: held.family.secondsLeft(held.pair) }
      : undefined
  }

  revoke(token: string): void {
    const family = this.#holders.get(token)?.family
    family?.revoke(token)
    if (!this.#rules.oneGrant || family?.endedBy !== 'revocation') return
    for (const other of this.families) if (other.clientId === family.clientId) other.endedBy ??= 'revocation'
  }

  /** Every token that was ever issued. */
  tokens(): string[] {
    return [...this.#holders.keys()]
  }

  /** The response that hands out a pair (RFC 6749 §5.1). */
  response({ family, pair }: { family: TokenFamily; pair: TokenPair }, members: object = {}): ScriptedResponse {
    return {
      headers: { 'cache-control': 'no-store' },
      body: {
        access_token: pair.accessToken,
        token_type: 'Bearer',
        expires_in: Math.ceil(family.secondsLeft(pair)),
        refresh_token: pair.refreshToken,
        refresh_token_expires_in: this.#rules.refreshTokenSeconds,
        ...(family.scope && { scope: family.scope }),
        ...members,
      },
    }
  }

  #keep(family: TokenFamily, pair: TokenPair): { family: TokenFamily; pair: TokenPair } {
    for (const token of [pair.accessToken, pair.refreshToken]) this.#holders.set(token, { family, pair })
    return { family, pair }
  }
}

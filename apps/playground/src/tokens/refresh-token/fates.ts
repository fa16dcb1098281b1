import type { Exchange } from '../../wire/exchange.ts'
import { readForm } from '../../wire/kind-of.ts'
import { jsonIn } from '../../wire/token-response.ts'

/**
 * What has become of a token, as far as the wire tells. `sent`: nobody knows whether the server got it. `doubtful`: an access token whose
 * refresh token is dead.
 */
export type Fate = 'current' | 'replaced' | 'sent' | 'revoked' | 'refused' | 'doubtful'

/** What responses, and the lack of them, say of single tokens. */
export class Fates {
  readonly #dead = new Map<string, Fate>()
  readonly #unanswered = new Set<string>()

  constructor(exchanges: readonly Exchange[]) {
    for (const exchange of exchanges) this.#learn(exchange)
  }

  /** @param successor the token that came in its place */
  of(token: string, successor: string | undefined): Fate {
    const dead = this.#dead.get(token)
    if (dead) return dead
    if (successor !== undefined && successor !== token) return 'replaced'
    return this.#unanswered.has(token) ? 'sent' : 'current'
  }

  #learn(exchange: Exchange): void {
    const { kind, response, failure } = exchange
    if (kind === 'revocation' && response && response.status < 300) this.#note(sentToken(exchange, 'token'), 'revoked')
    if (kind === 'refresh') {
      const token = sentToken(exchange, 'refresh_token') ?? ''
      if (jsonIn(response?.body)['error'] === 'invalid_grant') this.#note(token, 'refused')
      if (failure === undefined) this.#unanswered.delete(token)
      else this.#unanswered.add(token)
    }
  }

  #note(token: string | undefined, fate: Fate): void {
    if (token !== undefined && this.#dead.get(token) !== 'revoked') this.#dead.set(token, fate)
  }
}

/** A token in the form of a request. */
export function sentToken({ request }: Exchange, name: string): string | undefined {
  return readForm(request.headers, request.body).get(name) ?? undefined
}

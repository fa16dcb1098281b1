import type { ServerClock } from '@device-flow/testing/fetch'
import { exportJWK, generateKeyPair, type GenerateKeyPairResult, type JWK } from 'jose'
import { changeJson } from './change-json.ts'

// An RSA key takes long to make: one lab after the other takes the same ones.
const pairs = new Map<string, Promise<GenerateKeyPairResult>>()

/** The key pair of this name, made the first time that it is asked for. */
export function keyPair(alg: string, name: string): Promise<GenerateKeyPairResult> {
  const id = `${alg} ${name}`
  const pair = pairs.get(id) ?? generateKeyPair(alg, { extractable: true })
  pairs.set(id, pair)
  return pair
}

/** The keys of a lab that ID tokens are signed with on the way. A device finds them in the server's key set, beside the server's own. */
export class PlaygroundKeys {
  #published: readonly JWK[] = []

  /** Those that the key set has by now. */
  readonly list = (): readonly JWK[] => this.#published

  /** The private key of this name, and its `kid`. From now on the key set has it. */
  async published(alg: string, name: string): Promise<{ key: CryptoKey; kid: string }> {
    const { privateKey, publicKey } = await keyPair(alg, name)
    const kid = `playground-${name}-${alg}`
    if (!this.#published.some((known) => known.kid === kid))
      this.#published = [...this.#published, { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }]
    return { key: privateKey, kid }
  }

  /** Makes what fetches the server's key set bring these keys, too. */
  publishedWith<Arguments extends unknown[]>(
    send: (...call: Arguments) => Promise<Response>,
    clock: Required<Pick<ServerClock, 'hold'>>,
  ): (...call: Arguments) => Promise<Response> {
    return async (...call) => {
      const response = await send(...call)
      if (this.#published.length === 0) return response
      return clock.hold(
        changeJson<{ keys?: JWK[] }>(response, async (set) =>
          set.keys ? { ...set, keys: [...set.keys, ...this.#published] } : set,
        ),
      )
    }
  }
}

import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { CryptoKey, JWK, JWTPayload } from 'jose'
import type { Members } from './endpoints.ts'
import { randomName } from './random.ts'

/** How an ID token is signed. */
export interface SigningOptions {
  /** Default `RS256`. `none` leaves the signature out. */
  alg?: 'RS256' | 'PS256' | 'ES256' | 'EdDSA' | 'HS256' | 'none'
  /**
   * `own` is a key of the JWKS. `foreign` is not, though the token's `kid` claims it. A secret is for `HS256`, which otherwise takes
   * the own public key for one, as the attack of RFC 8725 §2.1 does.
   */
  key?: 'own' | 'foreign' | { secret: string }
  /** Members of the JWS header beside or instead of `alg` and `kid`; `undefined` removes one. */
  header?: Members
}

type KeyAlg = Exclude<NonNullable<SigningOptions['alg']>, 'HS256' | 'none'>
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>

const encoder = new TextEncoder()

// An RSA key takes long to make: servers of one process share them, each under its own `kid`s.
const pool = new Map<string, Promise<KeyPair>>()

function keyPair(alg: KeyAlg, slot: string): Promise<KeyPair> {
  const name = `${alg} ${slot}`
  const made = pool.get(name) ?? generateKeyPair(alg, { extractable: true })
  pool.set(name, made)
  return made
}

/** Signs ID tokens well and badly, and publishes the keys for the good ones. */
export class IdTokenSigner {
  readonly #published = new Set<KeyAlg>(['RS256'])
  readonly #name = randomName(6)
  #generation = 0

  /** The published keys. One of an algorithm other than RS256 is there once a token was signed with it. */
  async jwks(): Promise<{ keys: JWK[] }> {
    const keys = [...this.#published].map(async (alg) => {
      const { publicKey } = await this.#own(alg)
      return { ...(await exportJWK(publicKey)), kid: this.#kid(alg), alg, use: 'sig' }
    })
    return { keys: await Promise.all(keys) }
  }

  /** Drops all published keys for new ones, and returns the `kid` of the new RS256 key. */
  rotate(): string {
    this.#generation++
    return this.#kid('RS256')
  }

  async sign(claims: Members, { alg = 'RS256', key = 'own', header = {} }: SigningOptions): Promise<string> {
    const payload = claims as JWTPayload
    if (alg === 'none') return new UnsecuredJWT(payload).encode()
    const keyAlg = alg === 'HS256' ? 'RS256' : alg
    this.#published.add(keyAlg)
    return new SignJWT(payload)
      .setProtectedHeader({ typ: 'JWT', alg, kid: this.#kid(keyAlg), ...header })
      .sign(await this.#signingKey(alg, keyAlg, key))
  }

  async #signingKey(
    alg: KeyAlg | 'HS256',
    keyAlg: KeyAlg,
    key: NonNullable<SigningOptions['key']>,
  ): Promise<CryptoKey | Uint8Array> {
    if (typeof key === 'object') return encoder.encode(key.secret)
    const pair = key === 'own' ? await this.#own(keyAlg) : await keyPair(keyAlg, 'foreign')
    return alg === 'HS256' ? encoder.encode(await exportSPKI(pair.publicKey)) : pair.privateKey
  }

  #own(alg: KeyAlg): Promise<KeyPair> {
    return keyPair(alg, String(this.#generation))
  }

  #kid(alg: KeyAlg): string {
    return `${this.#name}-${alg}-${this.#generation}`
  }
}

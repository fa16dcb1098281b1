import type { TokenSet } from './token-set.ts'

/** A `CryptoKey` of the Web Cryptography API, by a type that is there without those of a page. */
type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** A pair of keys that DPoP proofs are made with. The public one can be extracted: it is in every proof. */
export interface DpopKeyPair {
  readonly publicKey: WebCryptoKey
  readonly privateKey: WebCryptoKey
}

/**
 * Where the keys of DPoP proofs are kept: for as long as the sessions whose tokens are bound to them, or longer. What its calls reject
 * with is no loss of the key: they are tried again.
 */
export interface DpopKeys {
  /** Whether a key has to be extractable to be kept here, as where only text is kept. */
  readonly needsExtractable: boolean
  /** Gets the key that is kept under a name; undefined when there is none. */
  get(name: string): Promise<DpopKeyPair | undefined>
  /** Keeps a new key, unless another tab or process has kept one by then. Resolves to the one that is kept. */
  add(name: string, pair: DpopKeyPair): Promise<DpopKeyPair>
}

/** A request to an API, with an access token that is bound to a key. */
export interface BoundRequest {
  tokens: TokenSet
  /** As the caller of `fetch` writes it. */
  method: string
  url: string
  /** Sends it, with these headers beside its own. */
  send(headers: Record<string, string>, isRepeat: boolean): Promise<Response>
  /** Whether it can be sent again: a stream cannot. */
  canRepeat(): boolean
  /** Renews the tokens: where the key is gone, that ends the session. */
  renew(): Promise<unknown>
}

/**
 * Proves to APIs that whoever sends an access token has the key that the token is bound to.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-7 | RFC 9449 §7}
 */
export interface DpopProofs {
  /**
   * Sends a request with a new proof; and again with another, a few times at most, where the API asks for a nonce. Rejects as `fetch`
   * does.
   *
   * @throws DeviceFlowError `signedOut` when the key is gone, or is another; `storage` when it cannot be read now
   */
  send(request: BoundRequest): Promise<Response>
}

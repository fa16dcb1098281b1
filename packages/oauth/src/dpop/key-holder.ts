import type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import type { DpopAlgorithm } from './algorithm.ts'
import { DpopKeyError } from './key-error.ts'

/** A key that proofs are made with. */
export interface DpopKey {
  /** Its thumbprint (RFC 7638), by which servers know it. */
  readonly id: string
  readonly algorithm: DpopAlgorithm
  readonly publicJwk: JWK
  readonly privateKey: DpopKeyPair['privateKey']
}

/** Holds the key of one client. */
export interface KeyHolder {
  /** Gets the key for a login that begins: the one that is kept, or a new one, once that is kept. */
  forNewLogin(): Promise<DpopKey>
  /**
   * Gets the key with this thumbprint.
   *
   * @throws DpopKeyError when it is not there any more
   */
  byId(id: string): Promise<DpopKey>
  /** Gives the key that one of the others has resolved to last. */
  ready(): DpopKey
}

/** Creates the holder of a key. Its calls reject with what `keys` reject with. */
export function holdKey(keys: DpopKeys, name: string, algorithm: DpopAlgorithm): KeyHolder {
  /** A key is imported once, not at each request: where it is kept, that may take a keyring and milliseconds. */
  let held: DpopKey | undefined

  const hold = async ({ publicKey, privateKey }: DpopKeyPair): Promise<DpopKey> => {
    const publicJwk = await exportJWK(publicKey)
    return (held = { id: await calculateJwkThumbprint(publicJwk), algorithm, publicJwk, privateKey })
  }

  return {
    ready() {
      if (!held) throw new TypeError('A request is proven before its key is there')
      return held
    },
    async forNewLogin() {
      const pair = (await keys.get(name)) ?? (await keys.add(name, await generate(algorithm, keys.needsExtractable)))
      return hold(pair)
    },
    async byId(id) {
      if (held?.id === id) return held
      const pair = await keys.get(name)
      if (!pair) throw new DpopKeyError('missing')
      const key = await hold(pair)
      if (key.id !== id) throw new DpopKeyError('changed')
      return key
    },
  }
}

function generate(algorithm: DpopAlgorithm, extractable: boolean): Promise<DpopKeyPair> {
  return generateKeyPair(algorithm, { extractable })
}

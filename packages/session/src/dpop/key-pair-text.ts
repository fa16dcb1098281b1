import type { DpopKeyPair } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { parseJson } from '../parse-json.ts'

/** The members of a JWK that are there in a private key alone (RFC 7518 §6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] as const

/** Writes a pair of keys as text, the private one in clear. */
export async function encodeKeyPair({ privateKey }: DpopKeyPair): Promise<string> {
  const { name, namedCurve, hash } = privateKey.algorithm as { name: string; namedCurve?: string; hash?: unknown }
  const { key_ops: _operations, ext: _extractable, ...jwk } = await crypto.subtle.exportKey('jwk', privateKey)
  return JSON.stringify({ algorithm: { name, namedCurve, hash }, jwk })
}

/** Reads what {@link encodeKeyPair} wrote, as a private key that cannot be extracted any more; undefined for anything else. */
export async function decodeKeyPair(text: string): Promise<DpopKeyPair | undefined> {
  const value = parseJson(text)
  if (!isRecord(value) || !isRecord(value['algorithm']) || !isRecord(value['jwk'])) return undefined
  const algorithm = value['algorithm'] as unknown as AlgorithmIdentifier
  const jwk: JsonWebKey = value['jwk']
  const publicJwk = { ...jwk }
  for (const member of PRIVATE) delete publicJwk[member]
  try {
    return {
      privateKey: await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']),
    }
  } catch {
    return undefined
  }
}

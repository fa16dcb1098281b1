import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Settings } from './settings.ts'

/** A key by which a client authenticates (private_key_jwt, RFC 7523), made in this page. No script can read its private half. */
export interface ClientKey {
  readonly privateKey: CryptoKey
  readonly keyId: string
  /** What is registered at the server. */
  readonly publicJwk: JWK
}

/** By what a client proves who it is: in memory alone, never kept, shared or recorded. */
export interface ClientCredentials {
  readonly clientSecret?: string
  readonly clientKey?: ClientKey | undefined
}

/** What a key may be for: servers say in `token_endpoint_auth_signing_alg_values_supported` which they take. */
export type ClientKeyAlgorithm = 'ES256' | 'RS256' | 'PS256'

/** Makes a key, named by its thumbprint (RFC 7638). */
export async function createClientKey(alg: ClientKeyAlgorithm): Promise<ClientKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const jwk = await exportJWK(publicKey)
  const keyId = await calculateJwkThumbprint(jwk)
  return { privateKey, keyId, publicJwk: { ...jwk, kid: keyId, alg, use: 'sig' } }
}

/** Whether both settings name one server: a secret goes to no other by itself. */
export function isSameServer(one: Settings, other: Settings): boolean {
  return serverOf(one) === serverOf(other)
}

/** Whether the credentials for the one are for the other, too. */
export function isSameClient(one: Settings, other: Settings): boolean {
  return isSameServer(one, other) && one.clientId === other.clientId && one.clientAuth === other.clientAuth
}

function serverOf({ server, provider, place, issuer }: Settings): string {
  return JSON.stringify([server, provider, place.tenant, place.region, place.host, issuer])
}

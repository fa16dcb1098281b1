import type * as oauth from 'oauth4webapi'
import { invalidIdToken } from './id-token-error.ts'
import { unverifiedPart } from './jwt.ts'
import type { Server } from '../server/server.ts'

const TENANT = /^[A-Za-z0-9.-]{1,100}$/

/**
 * The metadata to judge an ID token by.
 *
 * - With a template for an issuer, it is the template filled with the token's `tid`. Throws `invalidIdToken` without
 *   one.
 * - When the issuer is not known, the token's own `iss` stands in for it.
 *
 * Either says nothing by itself: the signature, by keys that were configured, and `aud` then say where the token is
 * from, and the issuer is held to on refresh.
 */
export function metadataForIdToken(server: Server, idToken: unknown): oauth.AuthorizationServer {
  const { metadata, issuerKnown, issuerTemplate } = server
  if (idToken === undefined) return metadata
  const { iss, tid } = unverifiedPart(idToken, 'payload')
  if (issuerTemplate !== undefined) {
    if (typeof tid !== 'string' || !TENANT.test(tid)) throw invalidIdToken('tid')
    return { ...metadata, issuer: issuerTemplate.replaceAll('{tenantid}', tid) }
  }
  return !issuerKnown && typeof iss === 'string' && iss ? { ...metadata, issuer: iss } : metadata
}

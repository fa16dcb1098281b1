import type { ScriptedResponse, ResponseFunction } from './scripted-response.ts'
import { clientIdOf } from './client-id.ts'
import type { Members } from './endpoints.ts'
import type { SigningOptions } from './id-token-signer.ts'

/** What an OAuth error says beside its code (RFC 6749 §5.2). */
export interface OAuthErrorOptions {
  /** Default 400. */
  status?: number
  /** `error_description`. */
  description?: string
  /** `error_uri`. */
  uri?: string
  headers?: Record<string, string>
  /** Further members of the body, under their wire names; `undefined` removes one. */
  members?: Members
}

/** An error in OAuth's own form. */
export function oauthError(code: string, options: OAuthErrorOptions = {}): ScriptedResponse {
  return {
    status: options.status ?? 400,
    headers: options.headers ?? {},
    body: { error: code, error_description: options.description, error_uri: options.uri, ...options.members },
  }
}

/** The person has not decided yet (RFC 8628 §3.5). */
export function pending(options: OAuthErrorOptions = {}): ScriptedResponse {
  return oauthError('authorization_pending', options)
}

/** The client polls too fast (RFC 8628 §3.5). `interval` is the new interval that some servers name, s. */
export function slowDown({
  interval,
  ...options
}: OAuthErrorOptions & { interval?: number | string } = {}): ScriptedResponse {
  return oauthError('slow_down', { ...options, members: { interval, ...options.members } })
}

/** The person said no. */
export function denied(options: OAuthErrorOptions = {}): ScriptedResponse {
  return oauthError('access_denied', options)
}

/** The code was not used in time. */
export function expired(options: OAuthErrorOptions = {}): ScriptedResponse {
  return oauthError('expired_token', options)
}

/**
 * A device authorization (RFC 8628 §3.2), with `members` beside or instead of the usual ones, under their wire names;
 * `undefined` removes one.
 */
export function deviceAuthorized(members: Members = {}): ResponseFunction {
  return (_request, server) => {
    const user_code = 'WDJB-MJHT'
    const verification_uri = `${server.origin}/activate`
    return {
      body: {
        device_code: `device-code-${server.requests('deviceAuthorization').length}`,
        user_code,
        verification_uri,
        verification_uri_complete: `${verification_uri}?user_code=${user_code}`,
        expires_in: server.expiresIn,
        interval: server.interval,
        ...members,
      },
    }
  }
}

/** How the ID token of {@link granted} differs from a good one. */
export interface GrantedIdToken extends SigningOptions {
  /** Claims beside or instead of the usual ones; `undefined` removes one. */
  claims?: Members
}

/**
 * Tokens (RFC 6749 §5.1), with `members` beside or instead of the usual ones, under their wire names; `undefined` removes one. The
 * ID token is signed by the server for the client that asks, unless `idToken` says otherwise.
 */
export function granted(members: Members = {}, { claims, ...signing }: GrantedIdToken = {}): ResponseFunction {
  return async (request, server) => {
    const count = server.requests('token').length
    const aud = clientIdOf(request)
    return {
      body: {
        access_token: `access-token-${count}`,
        refresh_token: `refresh-token-${count}`,
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'openid offline_access',
        id_token: await server.idToken({ ...(aud !== undefined && { aud }), ...claims }, signing),
        ...members,
      },
    }
  }
}

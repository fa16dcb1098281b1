// Loaded only where a request was refused for who asks, or for what is asked, a person declined, or a code ran out: few need these words.
import { canonicalCode, refusalFor } from '@device-flow/error-codes'
import type { Refusal } from '@device-flow/error-codes'
import { clientSecretOf, methodAt } from '../options/client-auth.ts'
import { unreadSecret } from '../profiles/unread-secret.ts'
import type { OAuthError } from './oauth-error.ts'
import type { RefusedRequest } from './refused-request.ts'

/** How an attempt ends by an error, with what the request tells of its cause. */
export function refusalInContext(
  usual: Refusal,
  { code, description = '' }: OAuthError,
  request: RefusedRequest,
): Refusal {
  const [reason, sentence] = usual
  if (reason === 'denied') return [reason, [sentence, nothingToGrant(request)].filter(Boolean).join(' ')]
  if (reason === 'expired') return [reason, [sentence, pageOfUnreadSecret(request)].filter(Boolean).join(' ')]
  switch (canonicalCode(code)) {
    case 'unauthorized_client':
      return isAuthenticated(request) ? [reason, `${sentence} ${OR_NOT_ACCEPTED}${otherMethod(request)}`] : usual
    case 'invalid_client':
      return [reason, `${sentence}${otherMethod(request)}`]
    // Where a code is asked for: at a poll, a person has declined, and a refresh has words of its own.
    case 'access_denied':
      return [reason, NO_CODE]
    case 'invalid_scope':
      return asksForNoScope(request) ? [reason, NO_SCOPE] : usual
    case 'invalid_grant':
      return SAYS_OTHER_ENDPOINT.test(description) ? [reason, OTHER_ENDPOINT] : usual
    case 'invalid_request':
      return SAYS_CLIENT.test(description)
        ? refusalInContext(refusalFor('invalid_client'), { code: 'invalid_client' }, request)
        : [reason, `${sentence}${orTokenEndpoint(reason, description, request)}`]
    case 'unsupported_grant_type':
      return [reason, `${sentence}${orTokenEndpoint('refused', description, request)}`]
    // What Django OAuth Toolkit's kin say with 404 of a code that was deleted; at a first poll, it may be about the address.
    case 'not_found':
      return (request.asked?.polls ?? 0) > 1 ? refusalFor('invalid_grant', request.overrides) : usual
    default:
      return usual
  }
}

// What Django OAuth Toolkit says of a client that it does not know: `Invalid client_id parameter value.`
const SAYS_CLIENT = /\bclient_id\b/

const SAYS_GRANT_TYPE = /\bgrant[_ -]?types?\b/i

/**
 * What a request for a code may be refused for by a token endpoint, which misses a `grant_type` (RFC 6749 §4): the address is that of one.
 * Empty where nothing says so.
 */
function orTokenEndpoint(reason: Refusal[0], description: string, { asked }: RefusedRequest): string {
  const isRequestForCode = asked !== undefined && asked.polls === undefined
  return isRequestForCode && reason === 'refused' && SAYS_GRANT_TYPE.test(description) ? ` ${TOKEN_ENDPOINT}` : ''
}

const TOKEN_ENDPOINT =
  'It speaks of a grant type, as a token endpoint does: check that the address of the device authorization endpoint is not that of the token endpoint.'

// What Better Auth says at the endpoint of its first plugin for a code of its second.
const SAYS_OTHER_ENDPOINT = /must be exchanged at the OAuth token endpoint/
const OTHER_ENDPOINT =
  "This code is one of the server's OAuth provider, which has an issuer: set the option issuer, at Better Auth such as https://app.example.com/api/auth, without provider and endpoints, and sign in again."

const NO_CODE =
  'The server does not begin a sign-in for this client. Check what it says, the client ID, the scope, and whether the client may use the device flow.'

const NO_SCOPE = 'This server wants a scope, and none was asked for: set the option scope.'

const DENIES_NOTHING = 'some servers deny that though the person has approved (oidc-provider, Logto)'

/** Of a login that another process has begun, it is not known which scope it asked for, where that is not the one of the settings. */
function asksForNoScope({ asked }: RefusedRequest): boolean {
  return asked !== undefined && !asked.scope && !asked.isTakenUp
}

/** Why a login may have been denied though its person has approved; undefined where it asked for something that the server grants. */
function nothingToGrant(request: RefusedRequest): string | undefined {
  const { asked, metadata } = request
  const { profile } = request.settings
  if (profile && !profile.exampleScope) return undefined
  if (asksForNoScope(request)) return `No scope was asked for, and ${DENIES_NOTHING}: set the option scope.`
  if (!asked?.scope) return undefined
  const { scopes_supported: known }: { scopes_supported?: unknown } = metadata
  if (!Array.isArray(known) || asked.scope.split(' ').some((scope) => known.includes(scope))) return undefined
  return `The server lists none of the scopes that were asked for (scopes_supported), and ${DENIES_NOTHING}: ask for one that it lists.`
}

// Glewlwyd says unauthorized_client for a wrong secret, too, and for a client that it does not know.
const OR_NOT_ACCEPTED =
  'If it is allowed there, the server may not accept this client: check the client ID, the client secret and how that is sent (the option clientAuth).'

const CERTIFICATE =
  ' If the client is registered for mutual TLS, it has to show its certificate: set the option dispatcher (networkDispatcher with cert and key).'

/** The way in which the server may want this client to say who it is, where it takes several; empty where there is no other. */
function otherMethod({ settings, metadata }: RefusedRequest): string {
  const { clientAuth, profile } = settings
  if (profile?.supports['client secrets'] === false && clientSecretOf(clientAuth) !== undefined) {
    return ` At ${profile.about.title}, clients of the device flow are public: leave the client secret out.`
  }
  const { token_endpoint_auth_methods_supported: methods } = metadata
  const sent = methodAt(metadata, settings.clientAuth)
  const isListed = (method: string): boolean => Array.isArray(methods) && methods.includes(method)
  if (sent === 'client_secret_basic' || sent === 'client_secret_post') {
    const other = sent === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
    // Endpoints that are given say nothing of methods.
    if (methods !== undefined && !isListed(other)) return ''
    return ` The secret was sent by ${sent}: where the client is registered for ${other}, set the option clientAuth.method: '${other}'.`
  }
  const takesCertificates = isListed('tls_client_auth') || isListed('self_signed_tls_client_auth')
  const showsCertificate = 'issuer' in settings.server && settings.server.useMtlsEndpointAliases
  return takesCertificates && sent !== 'private_key_jwt' && !showsCertificate ? CERTIFICATE : ''
}

/** What may have kept a person until the code ran out, at a server that nothing is known of. */
function pageOfUnreadSecret({
  settings: { clientAuth, profile },
  metadata,
  asked,
}: RefusedRequest): string | undefined {
  return profile || asked?.advice?.provider ? undefined : unreadSecret(clientAuth, metadata)
}

/** Whether the client says by more than its ID who it is, or the server takes none that does not. */
function isAuthenticated({ settings: { clientAuth }, metadata }: RefusedRequest): boolean {
  const methods: unknown = metadata.token_endpoint_auth_methods_supported
  return clientAuth.method !== 'none' || (Array.isArray(methods) && !methods.includes('none'))
}

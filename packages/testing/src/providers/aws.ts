import type { RecordedRequest } from '../server/request-log.ts'
import type { ScriptedResponse } from '../server/scripted-response.ts'
import type { ProviderFixture, Shape } from './provider-fixture.ts'

const NAMES: Readonly<Record<string, string>> = {
  clientId: 'client_id',
  clientSecret: 'client_secret',
  deviceCode: 'device_code',
  grantType: 'grant_type',
  refreshToken: 'refresh_token',
}

const REGISTRATION_LIFE_S = 90 * 24 * 60 * 60
const REGISTERED = { clientId: 'registered-client', clientSecret: 'registered-secret' }

// Its reference has `error` and `error_description` in the body; SDKs go by the type of the exception.
function exception(type: string, error: string, description: string, status = 400) {
  return (shape: Shape): ScriptedResponse => ({
    status,
    headers: { 'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazonaws.ssooidc/` },
    body:
      shape === 'documented'
        ? { error, error_description: description }
        : { __type: `com.amazonaws.ssooidc#${type}`, message: description },
  })
}

const invalidClient = exception('InvalidClientException', 'invalid_client', 'Invalid client', 401)('documented')

function registrationTimes(): { clientIdIssuedAt: number; clientSecretExpiresAt: number } {
  const now = Math.floor(Date.now() / 1000)
  return { clientIdIssuedAt: now, clientSecretExpiresAt: now + REGISTRATION_LIFE_S }
}

function members({ body }: RecordedRequest): Record<string, string> {
  return JSON.parse(body) as Record<string, string>
}

/** AWS IAM Identity Center (OIDC API reference): JSON, camelCase, and a client that is registered first. */
export const aws: ProviderFixture = {
  deviceAuthorizationPath: '/device_authorization',
  tokenPath: '/token',
  others: {
    '/client/register': (request) =>
      members(request)['clientName'] && members(request)['clientType'] === 'public'
        ? { body: { ...REGISTERED, ...registrationTimes() } }
        : exception('InvalidClientMetadataException', 'invalid_client_metadata', 'Invalid metadata')('documented'),
  },
  refuse(request, isPoll) {
    if (!request.headers['content-type']?.startsWith('application/json'))
      return { status: 415, body: { message: null } }
    const { clientId, clientSecret, startUrl } = members(request)
    // No member of CreateToken.
    if (isPoll && startUrl) return exception('InvalidRequestException', 'invalid_request', 'startUrl')('documented')
    if (clientId !== REGISTERED.clientId || clientSecret !== REGISTERED.clientSecret) return invalidClient
    return isPoll || startUrl
      ? undefined
      : exception('InvalidRequestException', 'invalid_request', 'startUrl is missing')('documented')
  },
  formOf: (request) =>
    new URLSearchParams(Object.entries(members(request)).map(([name, value]) => [NAMES[name] ?? name, String(value)])),
  issued: ({ device_code, user_code, verification_uri, expires_in, interval }) => ({
    body: {
      deviceCode: device_code,
      userCode: user_code,
      verificationUri: verification_uri,
      verificationUriComplete: `${verification_uri}?user_code=${user_code}`,
      expiresIn: expires_in,
      interval,
    },
  }),
  verdicts: {
    pending: exception('AuthorizationPendingException', 'authorization_pending', 'Authorization is pending'),
    slowDown: exception('SlowDownException', 'slow_down', 'Slow down'),
    denied: exception('AccessDeniedException', 'access_denied', 'Access denied'),
    expired: exception('ExpiredTokenException', 'expired_token', 'The device code has expired'),
    unknown: exception('InvalidGrantException', 'invalid_grant', 'Invalid grant'),
  },
  granted: ({ access_token, refresh_token, expires_in }) => ({
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresIn: expires_in,
    tokenType: 'Bearer',
  }),
  refresh: 'rotates',
}

import { isRecord } from '@device-flow/untrusted'
import { parseBody } from '../http/http-response.ts'
import { readBody } from '../http/read-body.ts'
import { redact } from '../redaction/redact.ts'
import { rewriteBody, translateText } from './dialect/dialect.ts'
import type { DialectFacts } from './dialect/dialect.ts'
import { keptClient } from './dialect/kept-client.ts'
import type { KeptClient } from './dialect/kept-client.ts'
import { sealed, unsealed } from './dialect/registered-client.ts'
import type { RegisteredClient } from './dialect/registered-client.ts'
import { requestKind } from './dialect/request-kind.ts'
import { translateRequest } from './dialect/translate-request.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { Dialect, ProviderAt } from './provider/define-provider.ts'

const FACTS: DialectFacts = {
  encoding: 'json',
  requestNames: {
    client_id: 'clientId',
    client_secret: 'clientSecret',
    device_code: 'deviceCode',
    grant_type: 'grantType',
    refresh_token: 'refreshToken',
  },
  // The scopes are those that the client was registered with. The portal is named once, with the request for a code.
  parameters: { deviceAuthorization: { scope: '' }, poll: { startUrl: '' } },
  responseNames: {
    deviceCode: 'device_code',
    userCode: 'user_code',
    verificationUri: 'verification_uri',
    verificationUriComplete: 'verification_uri_complete',
    expiresIn: 'expires_in',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    tokenType: 'token_type',
    // Its documentation says that it is not implemented.
    idToken: 'id_token',
  },
  codes: {
    AuthorizationPendingException: 'authorization_pending',
    SlowDownException: 'slow_down',
    ExpiredTokenException: 'expired_token',
    AccessDeniedException: 'access_denied',
    InvalidClientException: 'invalid_client',
    InvalidClientMetadataException: 'invalid_client',
    InvalidGrantException: 'invalid_grant',
    InvalidRequestException: 'invalid_request',
    InvalidScopeException: 'invalid_scope',
    UnauthorizedClientException: 'unauthorized_client',
    UnsupportedGrantTypeException: 'unsupported_grant_type',
    InternalServerException: 'server_error',
  },
}

/** The client that a login has registered is a part of its code and its tokens: when it ends, they do. */
const FACTS_OF_OWN: DialectFacts = {
  ...FACTS,
  codes: { ...FACTS.codes, InvalidClientException: 'invalid_grant', invalid_client: 'invalid_grant' },
}

/** AWS IAM Identity Center. `clientId` is the name that the client is registered by; with a client secret, it is one that is registered. */
export const aws: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'aws',
    about: { title: 'AWS IAM Identity Center', hosts: ['oidc.*.amazonaws.com', 'oidc.*.amazonaws.com.cn'] },
    place: {
      region: { description: 'the region of the Identity Center', example: 'eu-central-1' },
      tenant: { description: 'the name in the access portal’s address', example: 'd-1234567890' },
      host: {
        description: 'the host of the OIDC service',
        example: 'oidc.eu-central-1.amazonaws.com',
        default: 'oidc.{region}.amazonaws.com',
      },
    },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: '{host}/device_authorization',
        tokenEndpoint: '{host}/token',
      },
    },
    secretMethod: 'client_secret_post',
    parameters: { startUrl: 'https://{tenant}.awsapps.com/start' },
    regions: [
      {
        prefix: 'cn-',
        host: 'oidc.{region}.amazonaws.com.cn',
        parameters: { startUrl: 'https://start.home.awsapps.cn/directory/{tenant}' },
      },
      { prefix: 'us-gov-', parameters: { startUrl: 'https://start.us-gov-home.awsapps.com/directory/{tenant}' } },
    ],
    deviations: [
      'Requests and responses are JSON, in camelCase.',
      'A client is registered before a login, by the name that is given as the client ID. It is kept with the login and its session, since the refresh wants it too: the refresh token that is handed on holds it. Where there is a store, it is kept for the next login, too, until a day before it ends.',
      'The request names the access portal: by the tenant, or by the parameter startUrl.',
      'In China and in GovCloud, the host and the access portal have other addresses: by the region.',
      'A session ends with the client that its login has registered: within 90 days.',
      'The scope is that of the registration.',
    ],
    supports: {
      discovery: false,
      verification_uri_complete: true,
      'refresh tokens': true,
      'ID tokens': false,
      revocation: false,
    },
    setup: [
      'IAM Identity Center is enabled in the region, and the person is assigned to an account or application there.',
      'For a refresh token, ask for a scope that it is for: sso:account:access.',
    ],
    refresh: {
      life: 'As long as the session of IAM Identity Center, 8 hours by default, and as the registered client, 90 days.',
      revocation: 'None: signing out forgets the tokens here.',
    },
    sources: [
      {
        text: 'IAM Identity Center OIDC API: StartDeviceAuthorization',
        url: 'https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html',
      },
      {
        text: 'IAM Identity Center OIDC API: CreateToken',
        url: 'https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html',
      },
      {
        text: 'IAM Identity Center OIDC API: RegisterClient',
        url: 'https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html',
      },
      {
        text: 'AWS GovCloud (US): how IAM Identity Center differs',
        url: 'https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-sso.html',
      },
    ],
  },
  speakingAws,
)

function speakingAws(...[fetch, registrations]: Parameters<Dialect>): ReturnType<Dialect> {
  return async (address, init) => {
    if (typeof init?.body !== 'string') return fetch(address, init)
    const form = new URLSearchParams(init.body)
    const kind = requestKind(form)
    const send = (path: string | URL, body: string): Promise<Response> =>
      fetch(path, { ...init, body, headers: { 'content-type': 'application/json', accept: 'application/json' } })
    const sendAs = async (client: RegisteredClient, facts = FACTS): Promise<Response> => {
      form.set('client_id', client.clientId)
      form.set('client_secret', client.clientSecret)
      const secrets = [...form].filter(([name]) => name !== 'client_id').map(([, value]) => value)
      const response = await send(String(address), translateRequest(form, facts).body)
      return rewriteBody(response, (text) => {
        const meant = translateText(response.ok ? text : redact(text, secrets), response, facts, kind)
        return JSON.stringify(response.ok && isRecord(meant) ? withClient(meant, client) : meant)
      })
    }
    const own = ownClientIn(form)
    if (own) return sendAs(own, FACTS_OF_OWN)
    const given = givenClientIn(form)
    if (given) return sendAs(given)
    const registration = registrationOf(form)
    const at = new URL('/client/register', String(address))
    const kept = keptClient(registrations, `device-flow registration ${at.origin} ${registration}`)
    const before = await kept.get()
    const response = before && (await sendAs(before))
    if (response && !(await isOfUnknownClient(response))) return response
    if (before) await kept.forget()
    const found = await register(await send(at, registration), kept)
    return found instanceof Response ? found : sendAs(found)
  }
}

/** The client of the code or the token in a request, which is laid bare. */
function ownClientIn(form: URLSearchParams): RegisteredClient | undefined {
  for (const name of ['device_code', 'refresh_token']) {
    const known = unsealed(form.get(name) ?? '')
    if (!known) continue
    form.set(name, known.value)
    return known.client
  }
  return undefined
}

/** The client that was registered by hand. */
function givenClientIn(form: URLSearchParams): RegisteredClient | undefined {
  const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')]
  return clientId !== null && clientSecret !== null ? { clientId, clientSecret } : undefined
}

/** The request for a client of the name and the scopes that a form has. */
function registrationOf(form: URLSearchParams): string {
  const scopes = form.get('scope')?.split(/\s+/)
  return JSON.stringify({ clientName: form.get('client_id'), clientType: 'public', ...(scopes && { scopes }) })
}

/** Whether the server no longer knows a client that was registered before. */
async function isOfUnknownClient(response: Response): Promise<boolean> {
  if (response.ok) return false
  const members = parseBody(await readBody(response.clone()))
  return isRecord(members) && members['error'] === 'invalid_client'
}

/** Resolves to the response when that brings no client: it is then the answer to the request for a code. */
async function register(response: Response, kept: KeptClient): Promise<RegisteredClient | Response> {
  if (!response.ok)
    return rewriteBody(response, (text) => JSON.stringify(translateText(text, response, FACTS, 'deviceAuthorization')))
  const registered = parseBody(await readBody(response))
  const { clientId, clientSecret, clientSecretExpiresAt } = isRecord(registered) ? registered : {}
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string') {
    return Response.json(
      { error: 'invalid_client', error_description: 'The registration brought no client.' },
      { status: 400 },
    )
  }
  const client = { clientId, clientSecret }
  if (typeof clientSecretExpiresAt === 'number') await kept.set(client, clientSecretExpiresAt * 1000)
  return client
}

function withClient(members: Record<string, unknown>, client: RegisteredClient): Record<string, unknown> {
  const named = ['device_code', 'refresh_token']
    .filter((name) => typeof members[name] === 'string')
    .map((name) => [name, sealed(String(members[name]), client)])
  return { ...members, ...Object.fromEntries(named) }
}

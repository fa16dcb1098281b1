import type { ResponseFunction, ResponseSource } from './scripted-response.ts'
import type { EndpointName, Members } from './endpoints.ts'
import { deviceAuthorized, granted, pending } from './oauth-responses.ts'

/** What {@link defaultResponses} takes from the server's options. */
export interface DefaultResponseOptions {
  discovery: Members
  subject: string
}

/** What a well-behaved server sends when the script says nothing: nobody has decided yet, and refresh tokens rotate. */
export function defaultResponses({
  discovery,
  subject,
}: DefaultResponseOptions): (endpoint: EndpointName) => ResponseSource {
  const responses = new Map<EndpointName, ResponseSource>([
    ['openidConfiguration', { body: discovery }],
    ['oauthServerMetadata', { body: discovery }],
    ['deviceAuthorization', deviceAuthorized()],
    ['token', pendingUntilRefreshed],
    ['revocation', { status: 200 }],
    ['userinfo', { body: { sub: subject } }],
    ['jwks', publishedKeys],
  ])
  return (endpoint) => responses.get(endpoint) ?? { status: 404, body: 'Not found' }
}

const pendingUntilRefreshed: ResponseFunction = ({ form }) =>
  form.get('grant_type') === 'refresh_token' ? granted() : pending()

const publishedKeys: ResponseFunction = async (_request, server) => ({ body: await server.jwks() })

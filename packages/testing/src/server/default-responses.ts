import type { AnswerFunction, AnswerSource } from './scripted-response.ts'
import type { EndpointName, Members } from './endpoints.ts'
import { deviceAuthorized, granted, pending } from './oauth-responses.ts'

/** What {@link defaultAnswers} takes from the server's options. */
export interface DefaultAnswerOptions {
  discovery: Members
  subject: string
}

/** What a well-behaved server answers when the script says nothing: nobody has decided yet, and refresh tokens rotate. */
export function defaultAnswers({ discovery, subject }: DefaultAnswerOptions): (endpoint: EndpointName) => AnswerSource {
  const answers = new Map<EndpointName, AnswerSource>([
    ['openidConfiguration', { body: discovery }],
    ['oauthServerMetadata', { body: discovery }],
    ['deviceAuthorization', deviceAuthorized()],
    ['token', pendingUntilRefreshed],
    ['revocation', { status: 200 }],
    ['userinfo', { body: { sub: subject } }],
    ['jwks', publishedKeys],
  ])
  return (endpoint) => answers.get(endpoint) ?? { status: 404, body: 'Not found' }
}

const pendingUntilRefreshed: AnswerFunction = ({ form }) =>
  form.get('grant_type') === 'refresh_token' ? granted() : pending()

const publishedKeys: AnswerFunction = async (_request, server) => ({ body: await server.jwks() })

import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet, UserInfo } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { classify } from '../errors/classify.ts'
import { memberNamedBy } from '../errors/oauth4webapi-error.ts'
import { userInfoRefusal } from '../errors/userinfo-refusal.ts'
import { asJsonResponse } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { sendEvenIfMoved } from '../server/moved-endpoint.ts'
import { serverWith } from '../server/server-with.ts'
import { isEncryptedJwt, unverifiedPart } from '../tokens/jwt.ts'
import { plainClaims } from '../tokens/plain-claims.ts'

const ENDPOINT = 'userinfo endpoint'

/** Asks who the tokens belong to; see `OAuthServices.fetchUserInfo`. */
export async function fetchUserInfo(
  context: Context,
  tokens: TokenSet,
  signal: AbortSignal | undefined,
): Promise<UserInfo> {
  const { knownServer } = context
  const known = await serverWith('userinfo_endpoint', knownServer, signal)
  if (!known.metadata.userinfo_endpoint) {
    throw new DeviceFlowError('unsupported', `The server has no ${ENDPOINT}. Use the claims of the ID token instead.`)
  }
  const { readings } = knownServer
  const endpoint = { server: known, endpoint: 'userinfo_endpoint', readings, signal } as const
  const { server, response } = await sendEvenIfMoved(knownServer, endpoint, (to) =>
    context.send({ server: to, endpoint: ENDPOINT, byAccessToken: true, signal }, (outgoing) => {
      const [metadata, client] = outgoing.client
      return oauth.userInfoRequest(metadata, client, tokens.accessToken.reveal(), outgoing.options)
    }),
  )
  const { error } = classify(response)
  if (error || response.status !== 200) throw userInfoRefusal(context.settings, tokens, response, error)
  if (isJwt(response)) throw unsupportedForm(response)
  // Without an ID token there is nobody to compare with; the access token came from this server, for whoever approved.
  const expectedSubject = tokens.claims?.sub ?? oauth.skipSubjectCheck
  try {
    const claims = asJsonResponse(response.body ?? null)
    return plainClaims(await oauth.processUserInfoResponse(server.metadata, context.client(), expectedSubject, claims))
  } catch (cause) {
    const field = memberNamedBy(cause)
    const what = field === 'sub' ? 'about somebody else, or nobody' : 'with something that is not user info'
    throw new DeviceFlowError('invalidResponse', `The ${response.endpoint} answered ${what}. Nothing of it was used.`, {
      field,
      status: response.status,
    })
  }
}

/** Whether user info came as a JWT, and not as JSON (OpenID Connect Core §5.3.2). */
function isJwt({ body, text }: HttpResponse): boolean {
  return body === undefined && unverifiedPart(text.trim(), 'header').alg !== undefined
}

function unsupportedForm({ endpoint, status, text }: HttpResponse): DeviceFlowError {
  const isEncrypted = isEncryptedJwt(text.trim())
  const [what, setting] = isEncrypted ? ['encrypted', 'encryption'] : ['signed', 'signing']
  return new DeviceFlowError(
    'unsupported',
    `The ${endpoint} answered with user info that is ${what} (a ${isEncrypted ? 'JWE' : 'JWT'}), which is not supported. ` +
      `Switch the ${setting} of user info off for this client at the server, or use the claims of the ID token.`,
    { status },
  )
}

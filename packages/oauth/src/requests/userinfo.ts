import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet, UserInfo } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { classify } from '../errors/classify.ts'
import { memberNamedBy } from '../errors/oauth4webapi-error.ts'
import { userInfoRefusal } from '../errors/userinfo-refusal.ts'
import { asJsonResponse } from '../http/http-response.ts'
import { serverWith } from '../server/without-metadata.ts'
import { plainClaims } from '../tokens/plain-claims.ts'

const ENDPOINT = 'userinfo endpoint'

/** Asks who the tokens belong to; see `OAuthServices.fetchUserInfo`. */
export async function fetchUserInfo(
  context: Context,
  tokens: TokenSet,
  signal: AbortSignal | undefined,
): Promise<UserInfo> {
  const server = await serverWith('userinfo_endpoint', context.knownServer, signal)
  if (!server.metadata.userinfo_endpoint) {
    throw new DeviceFlowError('unsupported', `The server has no ${ENDPOINT}. Use the claims of the ID token instead.`)
  }
  const response = await context.send({ server, endpoint: ENDPOINT, byAccessToken: true, signal }, (outgoing) => {
    const [metadata, client] = outgoing.client
    return oauth.userInfoRequest(metadata, client, tokens.accessToken.reveal(), outgoing.options)
  })
  const { error } = classify(response)
  if (error || response.status !== 200) throw userInfoRefusal(context.settings, tokens, response, error)
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

import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet, UserInfo } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { asJsonResponse } from './answer.ts'
import type { Context } from './context.ts'
import { faultIn } from './faults.ts'
import { plainClaims } from './plain-claims.ts'
import { fieldNamedBy } from './response-field.ts'
import { serverErrorIn } from './server-error.ts'
import { userInfoRefusal } from './userinfo-refusal.ts'

const ENDPOINT = 'userinfo endpoint'

/** Asks who the tokens belong to; see `OAuthServices.fetchUserInfo`. */
export async function fetchUserInfo(
  context: Context,
  tokens: TokenSet,
  signal: AbortSignal | undefined,
): Promise<UserInfo> {
  const { metadata } = await context.server(signal)
  if (!metadata.userinfo_endpoint) {
    throw new DeviceFlowError('unsupported', `The server has no ${ENDPOINT}. Use the claims of the ID token instead.`)
  }
  const answer = await context.transport({ endpoint: ENDPOINT, signal }, (options) =>
    oauth.userInfoRequest(metadata, context.client(), tokens.accessToken.reveal(), options),
  )
  const error = serverErrorIn(answer)
  const fault = faultIn(answer, error)
  if (fault) throw fault
  if (error || answer.status !== 200) throw userInfoRefusal(context.settings, tokens, answer, error)
  // Without an ID token there is nobody to compare with; the access token came from this server, for whoever approved.
  const expectedSubject = tokens.claims?.sub ?? oauth.skipSubjectCheck
  try {
    const response = asJsonResponse(answer.body ?? null)
    return plainClaims(await oauth.processUserInfoResponse(metadata, context.client(), expectedSubject, response))
  } catch (cause) {
    const field = fieldNamedBy(cause)
    const what = field === 'sub' ? 'about somebody else, or nobody' : 'with something that is not user info'
    throw new DeviceFlowError('invalidResponse', `The ${answer.endpoint} answered ${what}. Nothing of it was used.`, {
      field,
      status: answer.status,
    })
  }
}

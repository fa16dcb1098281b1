import { DeviceFlowError } from '@device-flow/machine'
import type { Json, TokenSet } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { asJsonResponse } from '../http/http-response.ts'
import type { Context } from '../context.ts'
import { faultIn } from '../errors/transient-fault.ts'
import { plainClaims } from '../tokens/plain-claims.ts'
import { fieldNamedBy } from '../errors/oauth4webapi-error.ts'
import { serverErrorIn } from '../errors/oauth-error.ts'
import { userInfoRefusal } from '../errors/userinfo-refusal.ts'

/** What the server says about the person (OpenID Connect Core §5.3.2). Text in it is the server's own, not cleaned. */
export interface UserInfo {
  sub: string
  [claim: string]: Json | undefined
}

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
    throw new DeviceFlowError('invalid_response', `The ${answer.endpoint} answered ${what}. Nothing of it was used.`, {
      field,
      status: answer.status,
    })
  }
}

import type { DeviceFlowError } from '@device-flow/machine'
import { classify } from '../errors/classify.ts'
import { describeResponse } from '../errors/describe-response.ts'
import { invalidTokenResponse } from '../errors/invalid-response.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { refusalInWords } from '../errors/refusal.ts'
import { wordsIn } from '../errors/server-words.ts'
import { invalidResponseFault, saysNotYet, serverErrorFault } from '../errors/transient-fault.ts'
import type { HttpResponse } from '../http/http-response.ts'

// A member that is called so, at any depth, also of JSON or a form in a text.
const TOKEN_MEMBER = /token[\w-]{0,20}[\\"'\s]{0,4}[:=]/i

/**
 * The OAuth error in a response of the token endpoint; undefined when there are tokens to accept. Throws
 *
 * - a `TransientFault` when the server cannot answer now, or the response is not OAuth at all (a proxy's page, cut-off
 *   JSON, JSON that says nothing of tokens: {}, {"status":"pending"}): the next may be. So are words, such as
 *   {"message":"Forbidden"}, and an `error` that is no text, such as {"error":true}, with any status: gateways say
 *   that when they are busy, and the next poll may get through
 * - a `DeviceFlowError` for tokens that stand in no object (`invalidResponse`), or beside such an `error` (with words, `refused`): they may
 *   have used up the code
 */
export function tokenEndpointError(response: HttpResponse): OAuthError | undefined {
  const { error, problem, members } = classify(response)
  if (problem === 'error' && namesTokens(response)) {
    throw wordsIn(response) ? refusedInWords(response) : invalidTokenResponse(response, 'error')
  }
  if (problem === 'json' && namesTokens(response)) throw invalidTokenResponse(response, undefined)
  const isSilent = members && members.access_token === undefined && !namesTokens(response)
  if (problem || isSilent) throw saysNotYet(response) ? serverErrorFault(response) : invalidResponseFault(response)
  return error
}

function namesTokens({ body }: HttpResponse): boolean {
  return TOKEN_MEMBER.test(JSON.stringify(body))
}

function refusedInWords(response: HttpResponse): DeviceFlowError {
  const advice = 'Start again, and report it to whoever runs the server if that does not help.'
  return refusalInWords(
    response,
    'refused',
    `The server refused at the ${response.endpoint} (${describeResponse(response)}). ${advice}`,
  )
}

// Loaded only where what answered is not OAuth: few need these words.
import { DeviceFlowError } from '@device-flow/machine'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { endpointOutsideIssuer } from './endpoint-outside-issuer.ts'
import { wordsIn } from './server-words.ts'
import { refusalInWords } from './refusal.ts'
import type { RefusedRequest } from './refused-request.ts'
import { UnreadResponse } from '../http/unread-response.ts'
import { unreadDeviceAuthorization } from './invalid-response.ts'
import { networkInPlace } from './network-in-place.ts'
import { IN_FRONT, isPage, describeResponse } from './describe-response.ts'

// What servers without the flow, and what is in front of them, say instead of an OAuth error (A7).
const UNSUPPORTED = new Set([401, 403, 404, 405, 422])

// Words that say no more than the status: that there is nothing at this address.
const NOTHING_THERE =
  /^(?:404 )?(?:(?:page|path|resource|route|url|endpoint) )?not found\b|method not allowed|^cannot post\b|no route/i

/**
 * The error for a response of the device authorization endpoint that is neither a success nor an OAuth error. It says
 * who refused, as far as that is known, and in which words.
 */
export function deviceAuthorizationRefusal(answer: HttpResponse | UnreadResponse, request: RefusedRequest): Error {
  const outage = networkInPlace(request, answer)
  if (outage) return outage
  return answer instanceof UnreadResponse ? unreadDeviceAuthorization(answer) : refusalBy(answer, request)
}

function refusalBy(response: HttpResponse, request: RefusedRequest): DeviceFlowError {
  const { status } = response
  const isUnsupported = UNSUPPORTED.has(status)
  if (isRefusalInWords(response)) {
    const message =
      `The server refused at the ${response.endpoint} (${describeResponse(response)}). ` +
      `Check what it says, ${whatToCheck(request)}.`
    return refusalInWords(response, isUnsupported ? 'unsupported' : 'refused', message)
  }
  const elsewhere = isNotThere(response) ? endpointOutsideIssuer(response, request) : undefined
  if (elsewhere) return elsewhere
  return new DeviceFlowError(isUnsupported ? 'unsupported' : 'invalidResponse', whatAnswered(response, request), {
    status,
  })
}

function isRefusalInWords(response: HttpResponse): boolean {
  const words = wordsIn(response)
  const isError = response.status >= 400 || membersOf(response) !== undefined
  return words !== undefined && isError && !(isNotThere(response) && NOTHING_THERE.test(words))
}

function isNotThere({ status }: HttpResponse): boolean {
  return status === 404 || status === 405
}

/** What may be wrong with a request that is refused without a code: first the scope, where one was asked for. */
function whatToCheck({ asked }: RefusedRequest): string {
  return `${asked?.scope ? 'the scope, ' : ''}the client ID, and whether the device flow is enabled for this client`
}

function whatAnswered(response: HttpResponse, request: RefusedRequest): string {
  const at = `at the ${response.endpoint} (${describeResponse(response)})`
  if (isPage(response)) {
    return isNotThere(response)
      ? `There is no device flow ${at}, or ${IN_FRONT} hides it. Check the address and the network.`
      : `A page answered ${at}: it may come from ${IN_FRONT}. Check the address and the network.`
  }
  if (isNotThere(response)) {
    return `There is no device flow ${at}. Check the address, and whether the flow is enabled at the server.`
  }
  if (UNSUPPORTED.has(response.status)) {
    return `The server refused ${at} without saying why. Check ${whatToCheck(request)}.`
  }
  return `Something that is not OAuth answered ${at}. Check the configured address and the network.`
}

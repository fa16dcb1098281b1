import { DeviceFlowError } from '@device-flow/machine'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { UnreadResponse } from '../http/unread-response.ts'
import { deviceAuthorizationAliases } from '../profiles/members.ts'
import { redact } from '../redaction/redact.ts'
import { describeResponse, IN_FRONT } from './describe-response.ts'
import { quotable } from './server-words.ts'

const MAX_TYPE_CHARS = 40

/** What an endpoint should have answered with: in words, and the member that matters. */
const AUTHORIZATION = ['a device authorization', 'device_code'] as const
const TOKEN = ['a token', 'access_token'] as const

/**
 * The error for a response of the device authorization endpoint that makes no sense; `field` names the member that is
 * wrong.
 */
export function invalidDeviceAuthorization(response: HttpResponse, field: string | undefined): DeviceFlowError {
  const advice = '. Check the configured address, or report it to whoever runs the server.'
  return invalidResponse(response, field, AUTHORIZATION, advice)
}

/** The error for a response of the device authorization endpoint whose `verification_uri` must not be shown. */
export function secretInAddress({ endpoint, status }: HttpResponse): DeviceFlowError {
  const field = 'verification_uri'
  const message = `The ${endpoint} answered with a ${field} that holds a secret. Report it to whoever runs the server.`
  return new DeviceFlowError('invalidResponse', message, { field, status })
}

/** The error for a response of the device authorization endpoint that was not read. */
export function unreadDeviceAuthorization({ message, status }: UnreadResponse): DeviceFlowError {
  return new DeviceFlowError(
    'invalidResponse',
    `${message} It may come from ${IN_FRONT}. Check the address and the network.`,
    { status },
  )
}

/** The error for a response of the token endpoint that makes no sense; `field` names the member that is wrong. */
export function invalidTokenResponse(response: HttpResponse, field: string | undefined): DeviceFlowError {
  return invalidResponse(response, field, TOKEN, '. Report it to whoever runs the server.')
}

function invalidResponse(
  response: HttpResponse,
  field: string | undefined,
  [expected, member]: readonly [string, string],
  ending: string,
): DeviceFlowError {
  const members = membersOf(response)
  const what = field ? wrongMember(field, response) : `something that is not ${expected}`
  // Without what it is for, it may say why. With that, its words are about that.
  const said = members?.[member] === undefined ? ` (${describeResponse(response)})` : ''
  const message = `The ${response.endpoint} answered with ${what}${said}${ending}`
  return new DeviceFlowError('invalidResponse', message, { field, status: response.status })
}

function wrongMember(field: string, response: HttpResponse): string {
  const members = membersOf(response)
  const names = [
    field,
    ...Object.entries(deviceAuthorizationAliases).flatMap(([name, alias]) => (name === field ? alias : [])),
  ]
  const isThere = names.some((name) => members?.[name] !== undefined)
  return isThere ? `an unusable ${field}${namedType(field, response)}` : `no ${field}`
}

/** The type of a token that is not understood: whoever runs the server knows by it what to change. */
function namedType(field: string, response: HttpResponse): string {
  const type = membersOf(response)?.[field]
  if (field !== 'token_type' || typeof type !== 'string') return ''
  const quoted = quotable(redact(type, response.secrets()), MAX_TYPE_CHARS)
  return quoted && ` “${quoted}”`
}

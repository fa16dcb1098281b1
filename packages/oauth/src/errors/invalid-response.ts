import { DeviceFlowError } from '@device-flow/machine'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { describeResponse } from './describe-response.ts'

/** The error for a response of the device authorization endpoint that makes no sense; `field` names the member that is wrong. */
export function invalidDeviceAuthorization(response: HttpResponse, field: string | undefined): DeviceFlowError {
  const what = whatCame(response, field, { expected: 'a device authorization', member: 'device_code' })
  const advice = 'Check the configured address, or report it to whoever runs the server.'
  return invalidResponse(response, field, `${what}. ${advice}`)
}

/** The error for a response of the token endpoint that makes no sense; `field` names the member that is wrong. */
export function invalidTokenResponse(response: HttpResponse, field: string | undefined): DeviceFlowError {
  const what = whatCame(response, field, { expected: 'a token', member: 'access_token' })
  return invalidResponse(response, field, `${what}, and nothing was kept. Report it to whoever runs the server.`)
}

function invalidResponse(response: HttpResponse, field: string | undefined, message: string): DeviceFlowError {
  return new DeviceFlowError('invalid_response', message, { field, status: response.status })
}

function whatCame(
  response: HttpResponse,
  field: string | undefined,
  { expected, member }: { expected: string; member: string },
): string {
  const what = field ? `a missing or unusable ${field}` : `something that is not ${expected}`
  // Without what it is for, it may say why. With that, its words are about that.
  const said = membersOf(response)?.[member] === undefined ? ` (${describeResponse(response)})` : ''
  return `The ${response.endpoint} answered with ${what}${said}`
}

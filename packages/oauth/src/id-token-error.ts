import { DeviceFlowError } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { isRecord } from '@device-flow/untrusted'

const PROBLEMS = new Map([
  ['iss', 'iss names another issuer'],
  ['aud', 'aud names another client'],
  ['azp', 'azp names another client'],
  ['alg', 'it is signed with an algorithm that is not accepted here (alg)'],
  ['kid', 'it is signed with a key that the server does not publish (kid)'],
  ['signature', 'its signature does not match'],
])

const AGAIN = "Start again; if it happens again, check the client's settings."

/** The error for an ID token whose claim, or part, `field` is not as it must be. `problem` and `advice` are for the person. */
export function invalidIdToken(field: string, problem?: string, advice: string = AGAIN): DeviceFlowError {
  const what = problem ?? PROBLEMS.get(field) ?? `${field} is missing or unusable`
  const message = `The ID token was rejected: ${what}. Nothing was kept. ${advice}`
  return new DeviceFlowError('invalidIdToken', message, { field })
}

/** The typed error for what oauth4webapi found wrong with an ID token. Its own error is not kept: it holds the token. */
export function idTokenError(error: unknown): DeviceFlowError {
  const { cause, message } = error instanceof Error ? error : new Error('')
  const claim = isRecord(cause) && typeof cause.claim === 'string' ? cause.claim : undefined
  if (claim === 'aud' && message.includes('additional')) {
    return invalidIdToken(
      'aud',
      'it has more audiences than this client (aud), and no azp that says which is in charge',
    )
  }
  if (claim) return invalidIdToken(claim)
  if (isRecord(cause) && typeof cause.alg === 'string') return invalidIdToken('alg')
  const field = /(?:JWT|ID Token) "(\w+)"/.exec(message)?.[1]
  if (!field) return invalidIdToken('id_token', 'it cannot be read')
  // A claim that is missing or of the wrong type names no other issuer or client, as the texts in PROBLEMS would say.
  return invalidIdToken(field, / claim (?:missing|type)$/.test(message) ? `${field} is missing or unusable` : undefined)
}

/** Whether oauth4webapi found that the key did not make the signature. */
export function isMismatch(error: unknown): boolean {
  return error instanceof oauth.OperationProcessingError && error.message.includes('signature verification')
}

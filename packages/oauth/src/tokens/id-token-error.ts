import { DeviceFlowError } from '@device-flow/machine'
import { idTokenProblemIn } from '../errors/oauth4webapi-error.ts'

const PROBLEMS = new Map([
  ['iss', 'iss names another issuer'],
  ['aud', 'aud names another client'],
  ['azp', 'azp names another client'],
  ['kid', 'it is signed with a key that the server does not publish (kid)'],
  ['signature', 'its signature does not match'],
])

const AGAIN = "Start again; if it happens again, check the client's settings."

/**
 * The error for an ID token whose claim, or part, `field` is not as it must be. `problem` and `advice` are for the
 * person.
 */
export function invalidIdToken(field: string, problem?: string, advice: string = AGAIN): DeviceFlowError {
  const what = problem ?? PROBLEMS.get(field) ?? `${field} is unusable`
  const message = `The ID token was rejected: ${what}. Nothing was kept. ${advice}`
  return new DeviceFlowError('invalidIdToken', message, { field })
}

/**
 * The typed error for what oauth4webapi found wrong with an ID token. Its own error is not kept: it holds the token.
 */
export function idTokenError(error: unknown): DeviceFlowError {
  const { field, kind } = idTokenProblemIn(error)
  if (!field) return invalidIdToken('id_token', 'it cannot be read')
  if (kind === 'audiences') {
    return invalidIdToken(
      field,
      'it has more audiences than this client (aud), and no azp that says which is in charge',
    )
  }
  // A claim that is missing or of the wrong type names no other issuer or client, as the texts in PROBLEMS would say.
  return invalidIdToken(field, kind && `${field} is ${kind}`)
}

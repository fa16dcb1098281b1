import { DeviceFlowError } from '@device-flow/machine'
import { idTokenProblemIn, issuersIn } from './oauth4webapi-problem.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { issuerWords } from './issuer-words.ts'

const PROBLEMS = new Map([
  ['aud', 'aud names another client'],
  ['azp', 'azp names another client'],
  ['crit', 'its header demands extensions that are not supported (crit)'],
  ['kid', 'it is signed with a key that the server does not publish (kid)'],
  ['signature', 'its signature does not match'],
])

const AGAIN = 'Start again; if it happens again,'
const REPORT = 'report it to whoever runs the server.'
/** What helps where the client is not set up as the server knows it. */
export const CHECK_CLIENT: string = `${AGAIN} check the client's settings.`

/**
 * The error for an ID token whose claim, or part, `field` is not as it must be. `problem` and `advice` are for the
 * person.
 */
export function invalidIdToken(
  field: string,
  problem?: string,
  // What the server takes from the client's settings may be wrong there.
  advice: string = !problem && /^(?:aud|azp|alg)$/.test(field) ? CHECK_CLIENT : `${AGAIN} ${REPORT}`,
): DeviceFlowError {
  const what = problem ?? PROBLEMS.get(field) ?? `${field} is unusable`
  const message = `The ID token was rejected: ${what}. Nothing was kept. ${advice}`
  return new DeviceFlowError('invalidIdToken', message, { field })
}

/** The error for an ID token that nobody but the holder of a key can read: this client has none. */
export function encryptedIdToken(): DeviceFlowError {
  return invalidIdToken(
    'enc',
    'it is encrypted, which is not supported (enc)',
    'Switch the encryption of ID tokens off for this client at the server, or leave openid out of the scope.',
  )
}

/**
 * The typed error for what oauth4webapi found wrong with the ID token of a response. Its own error is not kept: it holds the token.
 *
 * @param server by whose metadata it was judged
 */
export function idTokenError(error: unknown, response: HttpResponse, { read }: Pick<Server, 'read'>): DeviceFlowError {
  const { field, kind } = idTokenProblemIn(error)
  if (!field) return invalidIdToken('id_token', 'it cannot be read')
  if (kind === 'audiences') {
    return invalidIdToken(
      field,
      'it has more audiences than this client (aud), and no azp that says which is in charge',
      CHECK_CLIENT,
    )
  }
  const issuers = issuersIn(error)
  if (issuers) {
    const [named, expected] = [issuers.named, issuers.expected].map((issuer) => issuerWords(issuer, response.secrets()))
    // An issuer that no metadata has confirmed may be a mistake here.
    const advice = read ? undefined : `Check the configured issuer, or ${REPORT}`
    return invalidIdToken(field, `iss names ${named}, and the issuer is ${expected}`, advice)
  }
  // A claim that is missing or of the wrong type names no other issuer or client, as the texts in PROBLEMS would say.
  return invalidIdToken(field, kind && `${field} is ${kind}`)
}

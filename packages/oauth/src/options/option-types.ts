import { clockCheck, findOptionProblem, hasFunctions, isFunction, mustBe, nearestName } from '@device-flow/untrusted'
import type { OptionCheck } from '@device-flow/untrusted'
import type { ClientAuth, OAuthEndpoints, OAuthServicesOptions } from './options.ts'
import { OAuthOptionsError } from './options-error.ts'

type AllKeys<Union> = Union extends unknown ? keyof Union : never

const isText = (value: unknown): boolean => typeof value === 'string'
const text = mustBe('a string', isText)
const flag = mustBe('true or false', (value) => typeof value === 'boolean')
const milliseconds = mustBe('a number of milliseconds', (value) => typeof value === 'number')
const attachment = mustBe('made by createDpop or createLoginBinding', isFunction)
const NAMES_AND_VALUES = 'an object of names and values'
const checkedElsewhere: OptionCheck = () => undefined

const OPTIONS: Record<keyof OAuthServicesOptions, OptionCheck> = {
  issuer: text,
  endpoints: mustBe('an object, such as { deviceAuthorizationEndpoint, tokenEndpoint }', isPlainObject),
  provider: mustBe('one of @device-flow/oauth/profiles', (value) => hasFunctions(value, ['applyTo'])),
  clientId: checkedElsewhere,
  clientAuth: mustBe("an object, such as { method: 'client_secret_basic', clientSecret }", isPlainObject),
  scope: mustBe('a string, with blanks between the scopes: "openid offline_access"', isText),
  audience: text,
  resource: mustBe('a string or a list of strings', (value) => isText(value) || Array.isArray(value)),
  parameters: mustBe(NAMES_AND_VALUES, isPlainObject),
  headers: mustBe(NAMES_AND_VALUES, (value) => isPlainObject(value) || value instanceof Headers),
  requestTimeoutMs: milliseconds,
  refreshGraceMs: milliseconds,
  fetch: mustBe('a function like fetch', isFunction),
  dispatcher: mustBe('a dispatcher', (value) => isPlainObject(value) || isFunction(value)),
  clock: clockCheck,
  idTokenSignedResponseAlg: text,
  sendAudienceOnRefresh: flag,
  issuerTemplate: flag,
  useMtlsEndpointAliases: flag,
  dpop: attachment,
  loginBinding: attachment,
}
const ENDPOINTS: Record<keyof OAuthEndpoints, OptionCheck> = {
  deviceAuthorizationEndpoint: checkedElsewhere,
  tokenEndpoint: checkedElsewhere,
  jwksUri: text,
  revocationEndpoint: text,
  userinfoEndpoint: text,
  issuer: text,
}
const CLIENT_AUTH: Record<AllKeys<ClientAuth>, OptionCheck> = {
  method: checkedElsewhere,
  clientSecret: checkedElsewhere,
  key: checkedElsewhere,
  keyId: text,
}

/** Lists the options of `createOAuthServices`: it refuses any other name, so that a misspelt one is noticed. */
export const oauthOptionNames: readonly string[] = /* @__PURE__ */ Object.keys(OPTIONS)

/** Lists the options of `createOAuthServices`, and what is in them by its path: `clientAuth.clientSecret`. */
export const oauthOptionPaths: readonly string[] = [
  ...Object.keys(OPTIONS),
  ...Object.keys(ENDPOINTS).map((name) => `endpoints.${name}`),
  ...Object.keys(CLIENT_AUTH).map((name) => `clientAuth.${name}`),
]

/**
 * Checks every option by name and type, whatever type checkers were told. `undefined` is as good as absent. Throws
 * {@link OAuthOptionsError}.
 */
export function checkOptionTypes(options: Partial<OAuthServicesOptions>): void {
  if (!isPlainObject(options)) throw new OAuthOptionsError('options', 'must be an object, such as { issuer, clientId }')
  checkMembers('', options, OPTIONS)
  if (options.endpoints) checkMembers('endpoints.', options.endpoints, ENDPOINTS)
  if (options.clientAuth) checkMembers('clientAuth.', options.clientAuth, CLIENT_AUTH)
}

function checkMembers(path: string, members: object, checks: Record<string, OptionCheck>): void {
  const found = findOptionProblem(members, checks, (name) => unknownName(path, name))
  if (found) throw new OAuthOptionsError(`${path}${found.name}`, found.problem)
}

function unknownName(path: string, name: string): string {
  const here = oauthOptionPaths.filter((known) => (path ? known.startsWith(path) : !known.includes('.')))
  const meant = nearestName(name, here) ?? nearestName(name, oauthOptionPaths)
  return meant ? `is no option; did you mean ${meant}?` : `is no option. There are ${here.join(', ')}`
}

/** Not a list, a `Map` or `URLSearchParams`: these have no members to read, and would pass for empty. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

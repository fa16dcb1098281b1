import { oauthOptionNames, oauthOptionPaths, OAuthOptionsError } from '@device-flow/oauth'
import type { OAuthServicesOptions } from '@device-flow/oauth'
import {
  clockCheck,
  findBlockedPort,
  findOptionProblem,
  givenOptions,
  hasFunctions,
  isFunction,
  isObject,
  isSecureOrigin,
  mustBe,
  nearestName,
} from '@device-flow/untrusted'
import type { OptionCheck } from '@device-flow/untrusted'
import type { LoginOptions, SignInOptions } from './sign-in-options.ts'

const callback = mustBe('a function', isFunction)

const SERVICES = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens', 'sleep']

const LOGIN_OPTIONS: Record<keyof LoginOptions | 'services', OptionCheck> = {
  onPrompt: mustBe(
    'a function that shows where to go and what to type: without it, nobody learns the code',
    isFunction,
  ),
  onChange: callback,
  onExpired: callback,
  session: mustBe('a DeviceSession: read a kept one with decodeDeviceSession(text)', isObject),
  store: mustBe("a store, such as appStore('my-cli')", (value) => hasFunctions(value, ['read', 'writeIf'])),
  key: mustBe('a text that is not empty', (value) => typeof value === 'string' && value !== ''),
  endWhenRefused: mustBe('true or false', (value) => typeof value === 'boolean'),
  request: mustBe('an object, such as { scope }', isObject),
  signal: mustBe('an AbortSignal', isSignal),
  blipBudget: mustBe('a whole number of polls, 0 or more, or Infinity', isCount),
  renewals: mustBe('a whole number of codes, 0 or more, or Infinity', isCount),
  waitUntil: callback,
  allowedOrigins: mustBe(
    'a list of origins without a path, over https or on loopback, such as ["https://api.example.com"]',
    (value) => Array.isArray(value) && value.every(isSecureOrigin),
  ),
  inspect: mustBe('a function or an observer', (value) => isFunction(value) || hasFunctions(value, ['next'])),
  fetch: mustBe('a function like fetch', isFunction),
  dispatcher: mustBe(
    'a dispatcher of undici, or a function that gives one, such as networkDispatcher()',
    (value) => isFunction(value) || hasFunctions(value, ['dispatch']),
  ),
  clock: clockCheck,
  services: (value) => (hasFunctions(value, SERVICES) ? undefined : `must have the functions ${SERVICES.join(', ')}`),
}

/** Those that only say how to make services. */
const SERVICES_ONLY = oauthOptionNames.filter((name) => !Object.hasOwn(LOGIN_OPTIONS, name))

/** Those that `createOAuthServices` checks by type. */
const OAUTH_OPTIONS = Object.fromEntries(oauthOptionNames.map((name): [string, OptionCheck] => [name, () => undefined]))

const OPTIONS = { ...OAUTH_OPTIONS, ...LOGIN_OPTIONS }

/** Checks the login's own options, and the names of all. `undefined` counts as absent. Throws an `OAuthOptionsError`. */
export function checkOptions(options: SignInOptions): void {
  if (!isObject(options)) {
    throw new OAuthOptionsError('options', 'must be an object, such as { issuer, clientId, onPrompt }')
  }
  const found = findOptionProblem(options, OPTIONS, unknownName)
  if (found) throw new OAuthOptionsError(found.name, found.problem)
  // What `createOAuthServices` leaves to whoever knows that it is `fetch` that sends.
  const blocked = options.services || options.fetch ? undefined : findBlockedPort(options)
  if (blocked) throw new OAuthOptionsError(blocked.name, blocked.problem)
  const missing = LOGIN_OPTIONS.onPrompt(options.onPrompt)
  if (missing) throw new OAuthOptionsError('onPrompt', missing)
  if (options.session && options.store) {
    throw new OAuthOptionsError('session', 'does not go with a store, which keeps the session. Leave one of them out')
  }
  if (options.dispatcher && options.fetch) {
    throw new OAuthOptionsError('dispatcher', 'is for the fetch of Node. Give it to your own, or leave that out')
  }
  if (options.key && !options.store)
    throw new OAuthOptionsError('key', 'is that of a store: give a store, or leave it out')
  const [unused] = options.services ? (givenOptions(options, SERVICES_ONLY)[0] ?? []) : []
  if (unused) {
    throw new OAuthOptionsError(
      unused,
      'is for the services that signIn makes. Give it to your own, or leave services out',
    )
  }
}

/** The options that `createOAuthServices` takes. */
export function oauthOptionsOf(options: OAuthServicesOptions): OAuthServicesOptions {
  return Object.fromEntries(givenOptions(options, oauthOptionNames)) as unknown as OAuthServicesOptions
}

function unknownName(name: string): string {
  const meant = nearestName(name, Object.keys(OPTIONS)) ?? nearestName(name, oauthOptionPaths)
  return meant ? `is no option; did you mean ${meant}?` : 'is no option. See SignInOptions for those that there are'
}

function isCount(value: unknown): boolean {
  return value === Infinity || (Number.isInteger(value) && Number(value) >= 0)
}

/** By its members, not by `instanceof`: a signal of another realm is no `AbortSignal` of this one. */
function isSignal(value: unknown): boolean {
  const isLike = hasFunctions(value, ['addEventListener', 'removeEventListener'])
  return isLike && typeof Object(value).aborted === 'boolean'
}

import { nearestName, oauthOptionNames, OAuthOptionsError } from '@device-flow/oauth'
import type { OAuthServicesOptions } from '@device-flow/oauth'
import type { LoginOptions, SignInOptions } from './sign-in-options.ts'

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown) => string | undefined

const callback = mustBe('a function', isFunction)

const LOGIN_OPTIONS: Record<keyof LoginOptions, Check> = {
  onPrompt: mustBe(
    'a function that shows where to go and what to type: without it, nobody learns the code',
    isFunction,
  ),
  onChange: callback,
  signal: mustBe('an AbortSignal', isSignal),
  blipBudget: mustBe('a whole number of polls, 0 or more, or Infinity', isCount),
  renewals: mustBe('a whole number of codes, 0 or more, or Infinity', isCount),
  waitUntil: callback,
  inspect: mustBe('a function or an observer', (value) => isFunction(value) || isFunction(Object(value).next)),
  fetch: mustBe('a function like fetch', isFunction),
  clock: mustBe('a clock: an object with the functions now, monotonic and schedule', isClock),
}

const NAMES = ['services', ...Object.keys(LOGIN_OPTIONS), ...oauthOptionNames]

const SERVICES = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens', 'sleep'] as const

/** Checks the login's own options, and the names of all. Throws an `OAuthOptionsError`. What is `undefined` is as good as absent. */
export function checkOptions(options: SignInOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new OAuthOptionsError('options', 'must be an object, such as { issuer, clientId, onPrompt }')
  }
  const given = givenOf(options, [...Object.keys(options), ...NAMES])
  for (const [name] of given) if (!NAMES.includes(name)) throw new OAuthOptionsError(name, unknownName(name))
  const login: [string, unknown][] = [['onPrompt', options.onPrompt], ...given]
  for (const [name, value] of login) {
    const problem = Object.hasOwn(LOGIN_OPTIONS, name) ? LOGIN_OPTIONS[name as keyof LoginOptions](value) : undefined
    if (problem) throw new OAuthOptionsError(name, problem)
  }
  if (options.services !== undefined) checkServices(options.services, given)
}

function checkServices(services: unknown, given: readonly [string, unknown][]): void {
  const members = Object(services) as Record<string, unknown>
  if (!SERVICES.every((name) => isFunction(members[name]))) {
    throw new OAuthOptionsError('services', `must have the functions ${SERVICES.join(', ')}`)
  }
  const [unheard] = given.find(([name]) => oauthOptionNames.includes(name) && !Object.hasOwn(LOGIN_OPTIONS, name)) ?? []
  if (unheard) {
    throw new OAuthOptionsError(
      unheard,
      'is for the services that signIn makes. Give it to your own, or leave services out',
    )
  }
}

/** Those of the options that are `createOAuthServices`'s. */
export function oauthOptionsOf(options: OAuthServicesOptions): OAuthServicesOptions {
  return Object.fromEntries(givenOf(options, oauthOptionNames)) as unknown as OAuthServicesOptions
}

/** Those of these names that are given, also where the object has them from its class. */
function givenOf(options: object, names: readonly string[]): [string, unknown][] {
  const read = [...new Set(names)].map((name): [string, unknown] => [name, (options as Record<string, unknown>)[name]])
  return read.filter(([, value]) => value !== undefined)
}

function unknownName(name: string): string {
  const meant = nearestName(name, NAMES)
  return meant ? `is no option; did you mean ${meant}?` : 'is no option. See SignInOptions for those that there are'
}

function mustBe(what: string, isRight: (value: unknown) => boolean): Check {
  return (value) => (isRight(value) ? undefined : `must be ${what}`)
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function isCount(value: unknown): boolean {
  return value === Infinity || (Number.isInteger(value) && Number(value) >= 0)
}

/** Also one of another realm, which is no `instanceof AbortSignal`. */
function isSignal(value: unknown): boolean {
  const { aborted, addEventListener, removeEventListener } = Object(value) as Record<string, unknown>
  return typeof aborted === 'boolean' && isFunction(addEventListener) && isFunction(removeEventListener)
}

function isClock(value: unknown): boolean {
  const { now, monotonic, schedule } = Object(value) as Record<string, unknown>
  return [now, monotonic, schedule].every(isFunction)
}

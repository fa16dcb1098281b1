import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import { findOptionProblem, isObject, mustBe, unknownOption } from '@device-flow/untrusted'
import type { OptionCheck } from '@device-flow/untrusted'
import { isPem } from './certificates.ts'
import type { NetworkOptions } from './network-options.ts'

const pem = mustBe('PEM: a string, or bytes', isPem)

const OPTIONS: Record<keyof NetworkOptions, OptionCheck> = {
  ca: mustBe(
    'PEM: a string, bytes, or a list of them',
    (value) => isPem(value) || (Array.isArray(value) && value.every(isPem)),
  ),
  cert: pem,
  key: pem,
  passphrase: mustBe('a string', (value) => typeof value === 'string'),
  requestTimeoutMs: mustBe(
    'a number of milliseconds above 0',
    (value) => Number(value) > 0 && typeof value === 'number',
  ),
  env: mustBe('an object, such as process.env', isObject),
}

/** Checks the options of `networkDispatcher` by name and type. Throws an `OAuthOptionsError`. */
export function checkNetworkOptions(options: NetworkOptions): void {
  if (!isObject(options)) throw new OAuthOptionsError('options', 'must be an object, such as { ca }')
  const found = findOptionProblem(options, OPTIONS, (name) => unknownOption(name, Object.keys(OPTIONS)))
  if (found) throw new OAuthOptionsError(found.name, found.problem)
}

import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import { clockCheck, findOptionProblem, hasFunctions, isObject, mustBe, unknownOption } from '@device-flow/untrusted'
import type { OptionCheck } from '@device-flow/untrusted'
import type { TerminalPromptOptions } from './prompt-options.ts'

const flag = mustBe('true or false', (value) => typeof value === 'boolean')

const OPTIONS: Record<keyof TerminalPromptOptions, OptionCheck> = {
  stream: mustBe('a stream, such as process.stderr', (value) => hasFunctions(value, ['write'])),
  env: mustBe('an object of environment variables, such as process.env', isObject),
  qr: mustBe("true, false or 'first'", (value) => typeof value === 'boolean' || value === 'first'),
  live: flag,
  accessible: flag,
  keys: flag,
  input: mustBe('a stream, such as process.stdin', (value) => hasFunctions(value, ['on', 'off', 'resume', 'pause'])),
  clock: clockCheck,
}

/** Checks the options of `terminalPrompt` by name and type. Throws an `OAuthOptionsError`. */
export function checkPromptOptions(options: TerminalPromptOptions): void {
  if (!isObject(options)) throw new OAuthOptionsError('options', 'must be an object, such as { accessible: true }')
  const found = findOptionProblem(options, OPTIONS, (name) => unknownOption(name, Object.keys(OPTIONS)))
  if (found) throw new OAuthOptionsError(found.name, found.problem)
}

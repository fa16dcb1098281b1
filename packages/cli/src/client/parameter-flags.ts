import type { Flag } from '../arguments/flag.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { clientFlags } from './client-flags.ts'
import type { ClientFlagValues } from './client-flags.ts'

/** The flags that stand for one parameter of the request, and which: `--max-age` is `--param max_age=…`. */
const PARAMETER_FLAGS = Object.entries<Flag>(clientFlags).flatMap(([flag, { option = '' }]) =>
  option.startsWith('parameters.')
    ? [{ flag: flag as keyof ClientFlagValues, parameter: option.slice('parameters.'.length) }]
    : [],
)

/**
 * Checks flags that stand for one parameter of the request, as they are given: an empty one would ask for nothing.
 *
 * @throws UsageError for one that is empty, or is given by `--param`, too
 */
export function checkParameterFlags(given: ClientFlagValues): void {
  for (const { flag, parameter } of PARAMETER_FLAGS) {
    if (given[flag] === undefined) continue
    if (String(given[flag]).trim() === '') throw new UsageError(`--${flag} is empty. Give it a value, or leave it out.`)
    if (given.param && Object.hasOwn(given.param, parameter)) {
      throw new UsageError(`Give either --${flag} or --param ${parameter}: they are the same.`)
    }
  }
}

/**
 * Flags without the extra parameters of the request, for what asks for no code. An older version may have kept ones that are refused now.
 */
export function withoutParameters(flags: ClientFlagValues): ClientFlagValues {
  const names = new Set<string>(['param', ...PARAMETER_FLAGS.map(({ flag }) => flag)])
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !names.has(name)))
}

/** Flags that are kept, with those that are given now: these win, also over a kept `--param` that is the same. */
export function withGivenFlags(kept: ClientFlagValues | undefined, given: ClientFlagValues): ClientFlagValues {
  if (!kept?.param || given.param) return { ...kept, ...given }
  const replaced = PARAMETER_FLAGS.filter(({ flag }) => given[flag] !== undefined)
  const param = Object.fromEntries(
    Object.entries(kept.param).filter(([name]) => !replaced.some(({ parameter }) => parameter === name)),
  )
  return { ...kept, ...given, param }
}

import type { ClientFlagValues } from '../client/client-flags.ts'

const FLAGS = ['provider', 'tenant', 'region', 'host'] as const

/** The arguments by which flags name a provider; undefined when they name none. */
export function providerArguments(flags: ClientFlagValues): readonly string[] | undefined {
  if (flags.provider === undefined) return undefined
  return FLAGS.flatMap((name) => (flags[name] === undefined ? [] : [`--${name}`, flags[name]]))
}

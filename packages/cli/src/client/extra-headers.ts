import { readHeaders } from '../arguments/read-value.ts'
import type { CommandIo } from '../command-io.ts'
import { HEADERS_VARIABLE } from '../command-io.ts'

/** Headers by their names, in lower case. */
export type Headers = Readonly<Record<string, string>>

/**
 * The extra headers of requests: those of the environment, and of `--header`, which wins.
 *
 * @throws UsageError for a line of the variable that is no `NAME=VALUE`
 */
export function extraHeaders({ header }: { header?: Headers }, { env }: Pick<CommandIo, 'env'>): Headers {
  const lines = (env[HEADERS_VARIABLE] ?? '').split('\n').filter((line) => line.trim() !== '')
  return { ...readHeaders(HEADERS_VARIABLE, lines), ...header }
}

/**
 * What the next command needs, as the values of headers are not kept: the step to take before it. Undefined where it is in the environment
 * already.
 */
export function stepForHeaders(headers: Headers, io: Pick<CommandIo, 'env'>): string | undefined {
  const there = extraHeaders({}, io)
  const names = Object.keys(headers).filter((name) => !Object.hasOwn(there, name))
  if (names.length === 0) return undefined
  return `Put into ${HEADERS_VARIABLE}, one a line: ${names.map((name) => `${name}=VALUE`).join(', ')}`
}

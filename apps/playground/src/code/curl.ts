import type { MaskedRequest } from '../wire/masked/masked-exchange.ts'
import { joined, mapText, type Part } from '../wire/masked/part.ts'
import { escapeQuotes } from './shell-quote.ts'

const NEXT_LINE = ' \\\n  '

/** A request as a command of curl. {@link shellVariable} stands for a secret that is masked. */
export function curl({ method, url, headers, form, body }: MaskedRequest): Part[] {
  const options = headers.map(({ name, value }): Part[] => ['-H ', ...quoted([`${name}: `, ...value])])
  for (const { name, value } of form ?? []) {
    options.push(['--data-urlencode ', ...quoted([`${encodeURIComponent(name)}=`, ...value])])
  }
  if (!form && body.length > 0) options.push(['--data-raw ', ...quoted(body)])
  const command = ['curl -sS -i ', method === 'GET' ? '' : `-X ${method} `, ...quoted(url)]
  return joined([...command, ...options.flatMap((option): Part[] => [NEXT_LINE, ...option])])
}

/** What stands for a secret in a command: a variable, between the quotes around it. */
export function shellVariable(name: string): string {
  return `'"$${name.toUpperCase().replaceAll(/\W+/g, '_').replace(/_$/, '')}"'`
}

function quoted(parts: readonly Part[]): Part[] {
  return ["'", ...mapText(parts, escapeQuotes), "'"]
}

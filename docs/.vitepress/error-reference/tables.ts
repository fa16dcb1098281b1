import { jsonReason, refusalFor } from '@device-flow/error-codes'
import { AUTH0_LOG, CODE_ADVICE, REASON_ADVICE } from '@device-flow/error-codes/advice'
import { code, entriesOf, table } from './markdown.ts'

const TABLES = new Map([
  ['reasons', reasonTable],
  ['set-up codes', setUpTable],
  ['Auth0 log', auth0LogTable],
])

const PLACE = /(<!-- table: ([\w -]+?) -->\n)[^]*?(<!-- end of table -->)/g

/**
 * Markdown with its generated tables drawn anew, each between `<!-- table: NAME -->` and `<!-- end of table -->`.
 *
 * @throws Error that names a table without a place, so that none is left out in silence
 */
export function withTables(markdown: string): string {
  const places = new Set([...markdown.matchAll(PLACE)].map(([, , name]) => name))
  const homeless = [...TABLES.keys()].find((name) => !places.has(name))
  if (homeless !== undefined) throw new Error(`There is no place for the table "${homeless}".`)
  return markdown.replaceAll(PLACE, (found: string, start: string, name: string, end: string) => {
    const draw = TABLES.get(name)
    return draw ? `${start}\n${draw()}\n\n${end}` : found
  })
}

function reasonTable(): string {
  return table(
    ['reason', 'with `--json`', 'exit', 'what it means', 'what to do'],
    entriesOf(REASON_ADVICE).map(([reason, { exitCode, meaning, whatToDo }]) => [
      code(reason),
      code(jsonReason(reason)),
      String(exitCode ?? '–'),
      meaning,
      whatToDo,
    ]),
  )
}

/** The codes by which a server says that it, or the client, is not set up for this. */
function setUpTable(): string {
  const rows = Object.entries(CODE_ADVICE).filter(([name]) => refusalFor(name)[0] === 'unsupported')
  return table(
    ['the server says', 'what it means', 'what to do'],
    rows.map(([name, { meaning, whatToDo, places = [] }]) => [
      `[${code(name)}](errors.md#${name})`,
      meaning,
      [whatToDo, ...places.map(({ text }) => text)].join(' '),
    ]),
  )
}

function auth0LogTable(): string {
  return table(
    ['log code', 'what it says'],
    Object.entries(AUTH0_LOG).map(([name, says]) => [code(name), says]),
  )
}

// node scripts/error-docs.mjs: writes docs/errors.md, and the tables of docs/troubleshooting.md, from the built packages/error-codes. A test
// fails when they are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const build = (name) => new URL(`../packages/error-codes/dist/${name}.js`, import.meta.url)
const document = (name) => new URL(`../docs/${name}.md`, import.meta.url)

/**
 * The error reference as Markdown: every reason of ours, every code of a server, and its other spellings.
 *
 * @param {typeof import('@device-flow/error-codes')} codes
 * @param {typeof import('@device-flow/error-codes/advice')} advice
 * @returns {string}
 */
export function errorsMarkdown(codes, advice) {
  const { REASON_ADVICE, TRANSIENT_ADVICE, CODE_ADVICE, ALIAS_SENDERS } = advice
  return `# Error reference

<!-- Generated from packages/error-codes by \`npm run errors\`; a test fails when it is stale. -->

An error has a \`reason\`, which is our word for why something ended, and an \`error\`, which is the server's own code, where it gave one. Look up
either here. [Troubleshooting](troubleshooting.md) starts from what you see.

## Why a login ended

${table(
  ['reason', 'exit', 'what it means', 'what to do', 'more'],
  Object.entries(REASON_ADVICE).map(([reason, { exitCode, meaning, whatToDo, sources }]) => [
    code(reason),
    exitCode === undefined ? '–' : String(exitCode),
    meaning,
    whatToDo,
    links(sources),
  ]),
)}

\`exit\` is what \`device-flow login\` exits with, and \`cancelled\` a reason in its \`--json\` lines alone.

## Why one request brought nothing

The login goes on after these: each is a blip.

${table(
  ['reason', 'what it means', 'what to do', 'more'],
  Object.entries(TRANSIENT_ADVICE).map(([reason, { meaning, whatToDo, sources }]) => [
    code(reason),
    meaning,
    whatToDo,
    links(sources),
  ]),
)}

## Other spellings

What some servers send in place of a code. Each is treated as the code that it means.

${table(
  ['code', 'sent by', 'means'],
  Object.entries(ALIAS_SENDERS).map(([alias, sender]) => {
    const canonical = codes.canonicalCode(alias)
    return [code(alias), sender, `[${code(canonical)}](#${canonical})`]
  }),
)}

## The server's codes

A code that is not here is the server's own invention: look in its documentation.

${Object.keys(CODE_ADVICE)
  .toSorted()
  .map((name) => entryOf(name, codes, advice))
  .join('\n\n')}
`
}

function entryOf(name, codes, advice) {
  const { meaning, whatToDo, places = [], sources } = advice.CODE_ADVICE[name]
  const logCodes = advice.auth0LogCodesFor(advice.CODE_ADVICE[name])
  const look = [...places, ...(logCodes.length > 0 ? [`Auth0's tenant log: ${logCodes.map(code).join(', ')}.`] : [])]
  const facts = [
    ['What to do', whatToDo],
    ...(look.length > 0 ? [['Where to look', look.join(' ')]] : []),
    ...endsOf(name, codes),
    ['More', `${links(sources)}.`],
  ]
  return `### ${code(name)}\n\n${meaning}\n\n${facts.map(([what, text]) => `- **${what}**: ${text}`).join('\n')}`
}

/** How an attempt ends by a code, and the sentence that its person reads, after the request; none where a login goes on, or that is not ours. */
function endsOf(name, codes) {
  if (!codes.isKnownCode(name) || name === 'authorization_pending' || name === 'slow_down') return []
  const tables = {
    'At a device authorization request': codes.DEVICE_AUTHORIZATION_REFUSALS,
    'At a poll': codes.POLL_REFUSALS,
    'At a poll once the code has run out': codes.LATE_POLL_REFUSALS,
    'At a refresh': codes.REFRESH_REFUSALS,
  }
  const told = ([reason, sentence]) => `reason ${code(reason)}, and the person reads “${sentence}”`
  const special = Object.entries(tables).filter(([, table]) => table.has(name))
  return [
    ...special.map(([request, table]) => [request, told(table.get(name))]),
    [special.length > 0 ? 'Otherwise' : 'How it ends', told(codes.refusalFor(name))],
  ]
}

/**
 * Markdown with its generated tables drawn anew: each between \`<!-- table: NAME -->\` and \`<!-- end of table -->\`.
 *
 * @param {string} markdown
 * @param {typeof import('@device-flow/error-codes')} codes
 * @param {typeof import('@device-flow/error-codes/advice')} advice
 * @returns {string}
 */
export function withTables(markdown, codes, advice) {
  const tables = { reasons: reasonTable, 'set-up codes': setUpTable, 'Auth0 log': auth0LogTable }
  let left = Object.keys(tables)
  const drawn = markdown.replaceAll(
    /(<!-- table: ([\w -]+?) -->\n)[^]*?(<!-- end of table -->)/g,
    (_found, start, name, end) => {
      left = left.filter((other) => other !== name)
      return `${start}\n${tables[name](codes, advice)}\n\n${end}`
    },
  )
  if (left.length > 0) throw new Error(`There is no place for the table "${left[0]}".`)
  return drawn
}

function reasonTable(_codes, { REASON_ADVICE }) {
  return table(
    ['reason', 'exit', 'what it means', 'what to do'],
    Object.entries(REASON_ADVICE).map(([reason, { exitCode, meaning, whatToDo }]) => [
      code(reason),
      exitCode === undefined ? '–' : String(exitCode),
      meaning,
      whatToDo,
    ]),
  )
}

/** The codes by which a server says that it, or the client, is not set up for this. */
function setUpTable({ refusalFor }, { CODE_ADVICE }) {
  const rows = Object.entries(CODE_ADVICE).filter(([name]) => refusalFor(name)[0] === 'unsupported')
  return table(
    ['the server says', 'what it means', 'what to do'],
    rows.map(([name, { meaning, whatToDo, places = [] }]) => [
      `[${code(name)}](errors.md#${name})`,
      meaning,
      [whatToDo, ...places].join(' '),
    ]),
  )
}

function auth0LogTable(_codes, { AUTH0_LOG }) {
  return table(
    ['log code', 'what it says'],
    Object.entries(AUTH0_LOG).map(([name, says]) => [code(name), says]),
  )
}

/** A table as the formatter has it: each column as wide as its widest cell. */
function table(head, rows) {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => row[column].length), 3))
  const line = (cells, filler = ' ') => `| ${cells.map((cell, at) => cell.padEnd(widths[at], filler)).join(' | ')} |`
  const rule = line(
    head.map(() => ''),
    '-',
  )
  return [line(head), rule, ...rows.map((row) => line(row))].join('\n')
}

function links(sources) {
  return sources.map(({ text, url }) => `[${text}](${url})`).join(', ')
}

function code(text) {
  return `\`${text}\``
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(build('advice'))) {
    console.error('The tables are drawn from the built packages. Build them first: npm run build')
    process.exit(1)
  }
  const [codes, advice] = await Promise.all([import(build('index').href), import(build('advice').href)])
  const troubleshooting = readFileSync(document('troubleshooting'), 'utf8')
  writeFileSync(document('errors'), errorsMarkdown(codes, advice))
  writeFileSync(document('troubleshooting'), withTables(troubleshooting, codes, advice))
}

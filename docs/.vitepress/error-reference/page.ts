import { canonicalCode, jsonReason } from '@device-flow/error-codes'
import { ALIAS_SENDERS, CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE } from '@device-flow/error-codes/advice'
import type { ExplainedCode } from '@device-flow/error-codes/advice'
import { entryOf } from './entry.ts'
import { code, entriesOf, links, table } from './markdown.ts'

/** The error reference as Markdown: every reason of ours, every code of a server, and its other spellings. */
export function errorReference(): string {
  return `# Error reference

<!-- Generated from packages/error-codes by \`npm run errors\`; a test fails when it is stale. -->

An error has a \`reason\`, which is our word for why something ended, and an \`error\`, which is the server's own code, where it gave one. Look up
either here. [Troubleshooting](troubleshooting.md) starts from what you see.

## Why a login ended

${table(
  ['reason', 'with `--json`', 'exit', 'what it means', 'what to do', 'more'],
  entriesOf(REASON_ADVICE).map(([reason, { exitCode, meaning, whatToDo, sources }]) => [
    code(reason),
    code(jsonReason(reason)),
    String(exitCode ?? '–'),
    meaning,
    whatToDo,
    links(sources),
  ]),
)}

\`exit\` is what \`device-flow login\` exits with, and \`cancelled\` a reason in the lines of \`--json\` alone, which spell all
reasons in OAuth's snake_case.

## Why one request failed

The login goes on after these: each is a blip.

${table(
  ['reason', 'with `--json`', 'what it means', 'what to do', 'more'],
  entriesOf(TRANSIENT_ADVICE).map(([reason, { meaning, whatToDo, sources }]) => [
    code(reason),
    code(jsonReason(reason)),
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
    const canonical = canonicalCode(alias)
    return [code(alias), sender, `[${code(canonical)}](#${canonical})`]
  }),
)}

## The server's codes

A code that is not here is the server's own invention: look in its documentation.

${(Object.keys(CODE_ADVICE) as ExplainedCode[]).toSorted().map(entryOf).join('\n\n')}
`
}

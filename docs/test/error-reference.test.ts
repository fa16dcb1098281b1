import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALIAS_SENDERS, CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE } from '@device-flow/error-codes/advice'
import { expect, test } from 'vitest'
import { errorReference } from '../.vitepress/error-reference/page.ts'
import { withTables } from '../.vitepress/error-reference/tables.ts'
import { root } from '../.vitepress/pages.ts'

const troubleshooting = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')

// `npm run errors` writes both files: it runs these two tests, and has them update what they compare with.
test('docs/errors.md says what the data says today (otherwise: npm run errors)', async () => {
  await expect(errorReference()).toMatchFileSnapshot('../errors.md')
})

test('so do the tables of docs/troubleshooting.md', async () => {
  await expect(withTables(troubleshooting)).toMatchFileSnapshot('../troubleshooting.md')
})

test('a table that has no place any more is an error that names it', () => {
  expect(() => withTables(troubleshooting.replace('<!-- table: reasons -->', ''))).toThrow('"reasons"')
})

test('every code and reason that there is advice on can be looked up', () => {
  const all = [CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE, ALIAS_SENDERS].flatMap((table) => Object.keys(table))
  expect(all.filter((name) => !errorReference().includes(`\`${name}\``))).toEqual([])
})

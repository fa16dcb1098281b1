import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as codes from '@device-flow/error-codes'
import * as advice from '@device-flow/error-codes/advice'
import { expect, test } from 'vitest'
import { errorsMarkdown, withTables } from '../../scripts/error-docs.mjs'
import { root } from '../.vitepress/pages.ts'

const read = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8')

test('docs/errors.md says what the data says today (otherwise: npm run build && npm run errors)', () => {
  expect(read('errors.md')).toBe(errorsMarkdown(codes, advice))
})

test('so do the tables of docs/troubleshooting.md', () => {
  const committed = read('troubleshooting.md')
  expect(committed).toBe(withTables(committed, codes, advice))
})

test('a table that has no place any more is an error that names it', () => {
  const withoutPlace = read('troubleshooting.md').replace('<!-- table: reasons -->', '')
  expect(() => withTables(withoutPlace, codes, advice)).toThrow('"reasons"')
})

test('every code and reason that there is advice on can be looked up', () => {
  const page = errorsMarkdown(codes, advice)
  const { CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE, ALIAS_SENDERS } = advice
  const all = [CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE, ALIAS_SENDERS].flatMap((table) => Object.keys(table))
  expect(all.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

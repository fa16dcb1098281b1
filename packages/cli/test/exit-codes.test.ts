import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodes } from '../src/index.ts'
import { loginHelp } from '../src/login/login-help.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const numbersIn = (text = ''): number[] => Array.from(text.matchAll(/\b\d+\b/g), ([number]) => Number(number))

test('every exit code is in the table of the README, and in the help', () => {
  const inOrder = Object.values(exitCodes).toSorted((one, other) => one - other)
  const [, table = ''] = readme.split(/^## Exit codes$/m)
  const inReadme = Array.from(table.matchAll(/^\| (\d+) .*$/gm), ([row, code]) => [
    code,
    ...(row.match(/\(.*\)/) ?? []),
  ])
  expect(numbersIn(inReadme.flat().join(' ')).toSorted((one, other) => one - other)).toEqual(inOrder)
  expect(numbersIn(loginHelp().split('Exit codes: ')[1]).toSorted((one, other) => one - other)).toEqual(inOrder)
})

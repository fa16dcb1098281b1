import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { adviceOnCode } from '../src/advice/index.ts'
import { RATE_LIMIT_CODES, UNAVAILABLE_CODES } from '../src/transient-codes.ts'

const oauth = new URL('../../oauth/src/', import.meta.url)

/** The codes that the OAuth services compare a server's with, by name. */
function comparedCodes(): string[] {
  const files = readdirSync(oauth, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const texts = files.map((name) => readFileSync(new URL(name, oauth), 'utf8'))
  return texts.flatMap((text) => [...text.matchAll(/\bhasCode\(\w+, '(\w+)'\)/g)].map(([, code = '']) => code))
}

test('there is advice on every code that the OAuth services act upon', () => {
  const codes = [...comparedCodes(), ...RATE_LIMIT_CODES, ...UNAVAILABLE_CODES]
  expect(codes).toContain('slow_down')
  expect(codes.filter((code) => !adviceOnCode(code))).toEqual([])
})

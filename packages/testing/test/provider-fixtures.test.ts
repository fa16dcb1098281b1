import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { providerFixtures } from '../src/providers/fixtures.ts'

test('the README lists every provider that there is a server for', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  expect(Object.keys(providerFixtures).filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})

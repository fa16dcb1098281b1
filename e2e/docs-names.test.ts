import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publishedEntries } from '@device-flow/docs/api-entries'
import { readTexts } from './snippets.ts'

/** A name in a sentence that says where it is imported from: `createHandle(services)` of `@device-flow/machine/adapter`. */
const NAMED = /`(\w+)(?:\([^`]*\))?`(?:\*\*)? (?:of|from) \[?`((?:@device-flow\/[\w-]+|device-flow)(?:\/[\w-]+)?)`/g

const exported = new Map(publishedEntries().map(({ name, types }) => [name, exportsOf(types)]))

function exportsOf(types: string): Set<string> {
  const lists = readFileSync(types, 'utf8').matchAll(/^export (?:type )?\{([^}]*)\}/gm)
  const items = Array.from(lists, ([, list = '']) => list.split(',')).flat()
  return new Set(items.map((item) => item.trim().split(/\s+/).at(-1) ?? ''))
}

test('what READMEs and docs call a name of an entry point is exported there', async () => {
  const texts = await readTexts()
  const named = texts.flatMap(({ file, text }) =>
    Array.from(text.matchAll(NAMED), ([, name = '', entry = '']) => ({ file, name, entry })),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(({ name, entry }) => !exported.get(entry)?.has(name))).toEqual([])
})

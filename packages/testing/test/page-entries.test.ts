import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** All that a source file imports from outside of this package, itself or by others. */
function outside(file: URL, seen: Set<string> = new Set()): string[] {
  if (seen.has(file.href)) return []
  seen.add(file.href)
  // Not those of the examples in docstrings.
  const code = readFileSync(fileURLToPath(file), 'utf8').replaceAll(/\/\*\*[^]*?\*\//g, '')
  const imports = [...code.matchAll(/ from '([^']+)'/g)].map(([, name]) => name!)
  return imports.flatMap((name) => (name.startsWith('.') ? outside(new URL(name, file), seen) : [name]))
}

test.each([
  ['virtual.ts', []],
  ['contract/index.ts', []],
  ['fetch.ts', ['jose']],
])('%s runs on a page: it needs the machine, and nothing of Node', (entry, libraries) => {
  const needed = new Set(outside(new URL(`../src/${entry}`, import.meta.url)))
  expect([...needed].toSorted()).toEqual(['@device-flow/machine', '@device-flow/machine/clock', ...libraries])
})

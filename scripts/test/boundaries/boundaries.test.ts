import { expect, test } from 'vitest'
import { circlesOfFiles, circlesOfNeighbours } from './circles.ts'
import { importsIn, readImports, readWorkspaces, type Import } from './imports.ts'
import { forbiddenImports } from './rules.ts'

const imports = readImports()
const folderOf = readWorkspaces()

const importing = (from: string, specifier: string): Import[] => importsIn(from, `import '${specifier}'`)
const specifiersIn = (from: string, text: string): string[] => importsIn(from, text).map(({ specifier }) => specifier)
const between = (...pairs: [string, string][]): Import[] =>
  pairs.map(([from, file]) => ({ from, file, specifier: file }))

test('no import crosses a boundary between workspaces', () => {
  expect(imports.length).toBeGreaterThan(2_000)
  expect(forbiddenImports(imports, folderOf)).toEqual([])
})

test('no file imports itself by way of others, types included', () => {
  expect(circlesOfFiles(imports)).toEqual([])
})

test('no folder is imported by what it imports: an import leads downwards', () => {
  expect(circlesOfNeighbours(imports)).toEqual([])
})

test.each([
  ['packages/machine/src/view.ts', '@device-flow/oauth'],
  ['packages/react/src/index.ts', '@device-flow/oauth'],
  ['packages/oauth/src/index.ts', '@device-flow/testing'],
  ['packages/cli/src/bin.ts', '@device-flow/auth-server'],
  ['packages/oauth/test/a.test.ts', '@device-flow/tv'],
  ['packages/newcomer/src/index.ts', '@device-flow/machine'],
  ['packages/oauth/src/index.ts', 'node:fs'],
  ['packages/machine/src/view.ts', 'fs/promises'],
  ['packages/viewer/src/page/app.tsx', 'node:path'],
  ['apps/playground/src/main.tsx', 'node:path'],
  ['apps/tv/src/app.tsx', '@device-flow/machine/src/view.ts'],
  ['apps/tv/src/app.tsx', '../../kiosk/src/orders.ts'],
  ['packages/machine/test/a.test.ts', '../../testing/src/index.ts'],
  ['packages/machine/src/view.ts', '../test/support.ts'],
  ['packages/machine/src/view.ts', '../../../scripts/chart.mjs'],
])('%s may not import %s', (from, specifier) => {
  expect(forbiddenImports(importing(from, specifier), folderOf)).toHaveLength(1)
})

test.each([
  ['packages/oauth/src/index.ts', '@device-flow/machine/clock'],
  ['packages/node/src/index.ts', 'node:fs'],
  ['packages/viewer/src/server/index.ts', 'node:http'],
  ['packages/machine/test/a.test.ts', '@device-flow/testing'],
  ['apps/tv/src/app.tsx', '@device-flow/react'],
  ['compat/react-18/test/a.test.ts', '../../../packages/react/test/a.test.tsx'],
  ['packages/machine/tsdown.config.ts', '../../tsdown.base.ts'],
  ['packages/machine/test/a.test.ts', '../../../scripts/chart.mjs'],
])('%s may import %s', (from, specifier) => {
  expect(forbiddenImports(importing(from, specifier), folderOf)).toEqual([])
})

test('every way to import is seen: types, re-exports, import(), and in Vue components', () => {
  const text = `import type { A } from 'a'\nexport * from 'b'\nconst c = await import('c')\ntype D = import('d').D`
  const component = `<script setup lang="ts">\n${text}\n</script>\n<template>import 'e'</template>`
  expect(specifiersIn('x.ts', text)).toEqual(['a', 'b', 'c', 'd'])
  expect(specifiersIn('x.vue', component)).toEqual(['a', 'b', 'c', 'd'])
})

test('a circle is seen between files, and between folders though no file is in one', () => {
  const files = between(['p/src/a.ts', 'p/src/b.ts'], ['p/src/b.ts', 'p/src/c.ts'], ['p/src/c.ts', 'p/src/a.ts'])
  expect(circlesOfFiles(files)).toEqual(['p/src/a.ts → p/src/b.ts → p/src/c.ts → p/src/a.ts'])
  const folders = between(['p/src/x/1.ts', 'p/src/y/1.ts'], ['p/src/y/2.ts', 'p/src/x/2.ts'])
  expect(circlesOfFiles(folders)).toEqual([])
  expect(circlesOfNeighbours(folders)).toEqual(['p/src: x → y → x'])
})

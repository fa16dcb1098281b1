import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const built = new URL('../../dist/store.js', import.meta.url)

/** What is loaded with a built file, apart from what it loads only when that is needed. */
async function loadedWith(file: URL, loaded = new Set<string>()): Promise<Set<string>> {
  const source = await readFile(file, 'utf8')
  const specifiers = [...source.matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];/gm)].map(([, name = '']) => name)
  for (const name of specifiers.filter((specifier) => !specifier.startsWith('node:'))) {
    const next = name.startsWith('.') ? new URL(name, file) : pathToFileURL(createRequire(file).resolve(name))
    if (!loaded.has(next.href)) await loadedWith(next, loaded.add(next.href))
  }
  return loaded
}

test('the store loads neither the chart, nor XState, nor OAuth, nor the keyring, before they are used', async () => {
  const files = [...(await loadedWith(built))].map((href) => fileURLToPath(href))
  expect(files.length).toBeGreaterThan(1)
  expect(files.filter((file) => /packages\/(?:machine|oauth)|xstate|keyring/.test(file))).toEqual([])
  expect(files.some((file) => file.endsWith('session/dist/index.js'))).toBe(false)
})

// @vitest-environment node
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { distFolder } from '../index.js'

const FLOOR = 2018
/** What ES2018 has and Chromium 63 has not: it came with 64, and ends a whole script. */
const TOO_NEW_IN_A_PATTERN = /\\p\{|\(\?<[^=!]/i
/** What came to style sheets later. A rule with one of these does nothing at all there. */
const TOO_NEW_IN_STYLE = [
  [/\b(?:min|max|clamp)\(/, 'min(), max(), clamp(): 79'],
  [/[;{](?:row-|column-)?gap:/, 'gap: 66 in grids, 84 elsewhere'],
  [/[;{](?:inset|aspect-ratio):/, 'inset, aspect-ratio: 87, 88'],
  [/:focus-visible|:is\(|:where\(|:has\(/, ':focus-visible, :is(), :where(), :has(): 86 and later'],
  [/overflow-wrap:\s*anywhere/, 'anywhere: 80'],
  [/\d[sdl]v(?:h|w|min|max)\b/, 'small, dynamic, large viewports: 108'],
  [/color-mix\(|oklch\(|@layer|@container/, 'colours and rules of the 2020s'],
  [/rgba?\([\d.]+ /, 'colours without commas: 65'],
  [/(?:margin|padding)-(?:inline|block)/, 'logical sides: 69'],
] as const

/** Throws where Chromium 63 would. */
function parseAsOld(script: string): void {
  parse(script, {
    ecmaVersion: FLOOR,
    sourceType: 'script',
    onToken(token) {
      if (token.type.label !== 'regexp') return
      const { pattern } = (token as unknown as { value: { pattern: string } }).value
      if (TOO_NEW_IN_A_PATTERN.test(pattern)) throw new SyntaxError(`too new a pattern: ${pattern.slice(0, 80)}`)
    },
  })
}

async function emitted(): Promise<{ html: string; scripts: Map<string, string> }> {
  const html = await readFile(join(distFolder, 'index.html'), 'utf8').catch(() => {
    throw new Error('This test reads the built app. Build it first: npm run build')
  })
  const names = (await readdir(distFolder, { recursive: true })).filter((name) => name.endsWith('.js'))
  const files = names.map(async (name) => [name, await readFile(join(distFolder, name), 'utf8')] as const)
  const inline = [...html.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)].map(
    ([, script = ''], index) => [`index.html, script ${index}`, script] as const,
  )
  return { html, scripts: new Map([...(await Promise.all(files)), ...inline]) }
}

test('every script of the built app parses on Chromium 63', async () => {
  const { scripts } = await emitted()
  expect(scripts.size).toBeGreaterThan(2)
  for (const [name, script] of scripts) expect(() => parseAsOld(script), name).not.toThrow()
})

test.each([
  'a?.b',
  'a ??= b',
  'class A { #b = 1 }',
  'try {} catch {}',
  '/\\p{L}/u',
  '/(?<year>\\d)/',
  'import("a")',
  '1n',
])('the check notices %s', (script) => {
  expect(() => parseAsOld(script)).toThrow(SyntaxError)
})

test('no script of the page is a module: TV engines refuse those from a packaged folder', async () => {
  expect((await emitted()).html).not.toContain('type="module"')
})

test('the styles of the built app use nothing that Chromium 63 does not know', async () => {
  const scripts = [...(await emitted()).scripts.values()].join('\n')
  const style = /\.textContent=`([^`]*\.screen\b[^`]*)`/.exec(scripts)?.[1] ?? ''
  expect(style).toContain('@keyframes')
  const found = TOO_NEW_IN_STYLE.filter(([pattern]) => pattern.test(style))
  expect(found.map(([, name]) => name)).toEqual([])
})

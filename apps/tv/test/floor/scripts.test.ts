// @vitest-environment node
import { expect, test } from 'vitest'
import { emitted } from './emitted.ts'
import { parseAsOld } from './old-script.ts'

test('every script of the built app parses on Chromium 63, and so does every pattern in it', async () => {
  const { scripts } = await emitted()
  expect(scripts.size).toBeGreaterThan(2)
  for (const [name, script] of scripts) {
    // core-js builds patterns of those that it is given; those of the app are looked at where they are given.
    const mayBuildPatterns = name.includes('polyfills')
    expect(() => parseAsOld(script, { mayBuildPatterns }), name).not.toThrow()
  }
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
  'new RegExp("^(?<minutes>\\\\d+)$")',
  'RegExp("\\\\p{L}", "u")',
  'window.RegExp(`(?<a>b)`)',
  'var a = "(?<a>b)"; new RegExp(a)',
  'new RegExp("a", "v")',
  'new RegExp("(?<" + name + ">a)")',
  'new RegExp(`(?<${name}>a)`)',
  'new RegExp("a", flags)',
  'var R = RegExp; R("(?<a>b)")',
  'text.match("(?<a>b)")',
])('the check notices %s', (script) => {
  expect(() => parseAsOld(script)).toThrow(SyntaxError)
})

test.each([
  'new RegExp("^a+$", "g")',
  'var a = /b/; new RegExp(a, "g")',
  'a instanceof RegExp',
  'text.match(a)',
  '/(?<!a)b/s',
])('the check lets %s through', (script) => expect(() => parseAsOld(script)).not.toThrow())

test('no script of the page is a module: TV engines refuse those from a packaged folder', async () => {
  expect((await emitted()).html).not.toContain('type="module"')
})

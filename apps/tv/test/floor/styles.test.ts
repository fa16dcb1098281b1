// @vitest-environment node
import { expect, test } from 'vitest'
import { emitted } from './emitted.ts'
import { unknownToOld } from './old-style.ts'

test('the styles of the built app use nothing but what Chromium 63 is known to know', async () => {
  const { style } = await emitted()
  expect(style).toContain('@keyframes')
  expect(style).toContain('.waiting')
  // Where an engine lacks it, lines are as long as ever.
  const mayLack = ['property text-wrap', 'keyword balance']
  expect(unknownToOld(style)).toEqual(mayLack)
})

test.each([
  ['a{color:red;gap:1rem}', 'property gap'],
  ['a{inset:0}', 'property inset'],
  ['a{margin-inline:0}', 'property margin-inline'],
  ['a{width:min(1rem,2px)}', 'function min'],
  ['a{width:100dvh}', 'unit dvh'],
  ['a{display:contents}', 'keyword contents'],
  ['a { word-wrap: anywhere; }', 'keyword anywhere'],
  ['a:focus-visible{opacity:1}', 'pseudo focus-visible'],
  [':is(a,b){opacity:1}', 'pseudo is'],
  ['@media (hover:hover){a{opacity:1}}', 'feature hover'],
  ['@layer a{b{opacity:1}}', 'rule layer'],
  ['a{background:rgba(0 0 0/50%)}', 'colour rgba(0 0 0/50%)'],
])('the check notices %s', (style, found) => {
  expect(unknownToOld(style)).toContain(found)
})

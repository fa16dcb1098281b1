import { expect, test } from 'vitest'
import { groupUserCode, spellUserCode } from '../src/index.ts'

test.each([
  ['WDJB-MJHT', ['WDJB', 'MJHT']],
  ['HMBRSRJC', ['HMBR', 'SRJC']],
  ['123456789', ['123', '456', '789']],
  ['12345678', ['1234', '5678']],
  ['12 34 56 78', ['12', '34', '56', '78']],
  ['ABCDE', ['ABCDE']],
  ['ABCDEFGHIJ', ['ABCDE', 'FGHIJ']],
  ['A', ['A']],
  ['----', ['----']],
  ['-AB-CD-', ['-AB', 'CD']],
  ['ab–cd', ['ab', 'cd']],
])('the code %s is read in the groups %o', (code, groups) => {
  expect(groupUserCode(code).map(({ text }) => text)).toEqual(groups)
})

test.each(['WDJB-MJHT', 'AB-AB-AB', '-AB-CD-', 'ab. -cd', 'X'.repeat(40), 'אבגדהוזח', '😀😀😀😀😀😀😀😀', '0A44L90H'])(
  'nothing of %s that a server could insist on is lost between its groups',
  (code) => {
    const shown = groupUserCode(code).map(({ text, separator }) => text + separator)
    expect(shown.join('')).toBe(code)
  },
)

test.each([
  ['WDJB-MJHT', 'W D J B, M J H T'],
  ['gQ7x', 'g capital Q 7 x'],
  ['123456', '1 2 3, 4 5 6'],
])('a screen reader says %s as %s', (code, spoken) => {
  expect(spellUserCode(code, { capital: (letter) => `capital ${letter}` })).toBe(spoken)
})

test('a code is spelled in the words of the language that the person reads', () => {
  expect(spellUserCode('gQ7x', { capital: (letter) => `${letter} majuscule` })).toBe('g Q majuscule 7 x')
})

import { describe, expect, test } from 'vitest'
import { cleanText, hasHiddenCharacters, isSafeWebUrl, replaceHiddenCharacters, webUrl } from '../src/index.ts'

const HIDDEN: [string, string][] = [
  ['an escape that terminals obey', '\u001b[31m'],
  ['text from right to left', '\u202e'],
  ['a zero-width space', '\u200b'],
  ['a byte order mark', '\ufeff'],
  ['a line separator', '\u2028'],
  ['a filler', '\u3164'],
  ['a braille blank', '\u2800'],
  ['half a character', '\ud800'],
]

describe('text of unknown origin', () => {
  test.each(HIDDEN)('%s never reaches a screen raw', (_what, text) => {
    expect(hasHiddenCharacters(`a${text}b`)).toBe(true)
    expect(hasHiddenCharacters(`a${text}b`), 'and it is found a second time').toBe(true)
    expect(hasHiddenCharacters(cleanText(`a${text}b`, 100))).toBe(false)
    expect(replaceHiddenCharacters(text, () => '?')).toMatch(/^\?/)
  })

  test('is one line', () => {
    expect(cleanText(' Not\r\n\t found \n', 100)).toBe('Not found')
  })

  test('is cut between characters, and says so', () => {
    expect(cleanText('🔑🔑🔑🔑', 3)).toBe('🔑🔑…')
    expect(cleanText('🔑🔑🔑', 3)).toBe('🔑🔑🔑')
  })
})

describe('an address that a person is sent to', () => {
  test.each(['https://example.com/device', 'http://192.168.0.5/device?user_code=WDJB-MJHT', 'https://bücher.example/'])(
    '%s may be shown and opened',
    (url) => {
      expect(isSafeWebUrl(url)).toBe(true)
      expect(webUrl(url)).toBe(new URL(url).href)
    },
  )

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://accounts.example.com@evil.example/',
    'https://:secret@example.com/',
    '/device',
    '',
  ])('%s may be neither', (url) => {
    expect(isSafeWebUrl(url)).toBe(false)
    expect(webUrl(url)).toBeUndefined()
  })

  test.each([
    ['what is hidden', 'https://example.com/\u202ecod.exe'],
    ['a blank', 'https://example.com/ device'],
    ['a line end', 'https://example.com/\n'],
    ['no end', `https://example.com/${'a'.repeat(2048)}`],
  ])('one with %s is not shown', (_what, url) => {
    expect(isSafeWebUrl(url)).toBe(false)
  })

  test.each([undefined, null, 5, {}, ['https://example.com/']])('%s is none', (value) => {
    expect(isSafeWebUrl(value)).toBe(false)
  })
})

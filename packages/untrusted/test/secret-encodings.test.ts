import { expect, test } from 'vitest'
import { secretEncodings } from '../src/index.ts'
import type { SecretEncoding } from '../src/index.ts'

const SECRET = 'a+b/c d&é"<\'>=='

function encodingOf(text: string): SecretEncoding | undefined {
  for (const [written, encoding] of secretEncodings(SECRET)) if (text.includes(written)) return encoding
  return undefined
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')

test.each<[string, string, SecretEncoding]>([
  ['as it is', SECRET, 'plain'],
  ['in a URL', encodeURIComponent(SECRET), 'url-encoded'],
  [
    'in a URL, as some libraries write it',
    encodeURIComponent(SECRET).replaceAll(/%../g, (e) => e.toLowerCase()),
    'url-encoded',
  ],
  ['in a form', new URLSearchParams({ token: SECRET }).toString(), 'url-encoded'],
  ['in JSON', JSON.stringify({ token: SECRET }), 'json'],
  ['in the JSON of PHP', String.raw`{"token":"a+b\/c d&\u00e9\"<'>=="}`, 'json'],
  ['in the JSON of PHP that leaves letters alone', JSON.stringify({ token: SECRET }).replaceAll('/', '\\/'), 'json'],
  ['in the JSON of Python', String.raw`{"token": "a+b/c d&\u00e9\"<'>=="}`, 'json'],
  ['in the JSON of Go', String.raw`{"token":"a+b/c d\u0026é\"\u003c'\u003e=="}`, 'json'],
  ['in the JSON of .NET', String.raw`{"token":"a\u002Bb/c d\u0026\u00E9\u0022\u003C\u0027\u003E=="}`, 'json'],
  ['in a URL of PHP', encodeURIComponent(SECRET).replaceAll("'", '%27'), 'url-encoded'],
  ['in the text of a page', SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), 'html'],
  ['in base64', base64(SECRET), 'base64'],
  ['in base64url', base64url(SECRET), 'base64'],
  ['in base64, one byte in', base64(`x${SECRET}yz`), 'base64'],
  ['in base64, two bytes in', base64(`xx${SECRET}y`), 'base64'],
  ['in Basic authentication', base64(`tv:${encodeURIComponent(SECRET)}`), 'base64'],
])('a secret is known again %s', (_where, text, encoding) => {
  expect(encodingOf(`before ${text} after`)).toBe(encoding)
})

test('other text is no secret', () => {
  expect(encodingOf('before a+b/c after')).toBeUndefined()
})

test('half a surrogate pair stops nobody', () => {
  expect(secretEncodings('a\ud800b').get('a%EF%BF%BDb')).toBe('url-encoded')
})

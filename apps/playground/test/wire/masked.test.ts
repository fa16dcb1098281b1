import { expect, test } from 'vitest'
import { KnownSecrets } from '../../src/wire/masked/known-secrets.ts'
import { learnSecrets, maskRequest, maskResponse } from '../../src/wire/masked/masked-exchange.ts'
import type { Part } from '../../src/wire/masked/part.ts'
import type { WireRequest } from '../../src/wire/exchange.ts'

const shown = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : `<${part.name}>`)).join('')

const secrets = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value]))

const response = (body: string, headers: [string, string][] = []) => ({ status: 200, headers, body })

const bodyOf = (body: string, known = new KnownSecrets()): readonly Part[] => maskResponse(response(body), known).body

const post = (body: string, headers: [string, string][] = []): WireRequest => ({
  method: 'POST',
  url: 'https://id.example/token',
  headers: [['content-type', 'application/x-www-form-urlencoded'], ...headers],
  body,
})

test('members of a form that are secret are masked, and stand there as they were sent', () => {
  const { body, form } = maskRequest(post('grant_type=a%3Ab&device_code=x%2Fy&client_id=tv'), new KnownSecrets())
  expect(shown(body)).toBe('grant_type=a%3Ab&device_code=<device_code>&client_id=tv')
  expect(secrets(body)).toEqual(['x%2Fy'])
  expect(secrets(form?.[1]?.value ?? [])).toEqual(['x/y'])
})

test.each(['client_secret', 'client_assertion', 'code_verifier', 'refresh_token', 'token', 'access_token'])(
  '%s in a form is masked',
  (name) => {
    expect(shown(maskRequest(post(`${name}=0123456789`), new KnownSecrets()).body)).toBe(`${name}=<${name}>`)
  },
)

test('the credentials of a header are masked, and their scheme is shown', () => {
  const request = post('', [
    ['authorization', 'Basic dHY6c2VjcmV0'],
    ['dpop', 'eyJhbGciOiJFUzI1NiJ9.eyJodG0iOiJQT1NUIn0.c2ln'],
  ])
  const { headers } = maskRequest(request, new KnownSecrets())
  expect(headers.map(({ name, value }) => `${name}: ${shown(value)}`).slice(1)).toEqual([
    'authorization: Basic <authorization>',
    'dpop: <dpop>',
  ])
})

test('a header with the name of a secret is masked, whatever it looks like', () => {
  const { headers } = maskResponse(
    response('', [
      ['set-cookie', 'sid=1'],
      ['x-auth-token', 'plain'],
      ['dpop-nonce', 'n-1'],
    ]),
    new KnownSecrets(),
  )
  expect(headers.map(({ value }) => shown(value))).toEqual(['<set-cookie>', '<x-auth-token>', 'n-1'])
})

test('secret members of JSON are masked at any depth and in any spelling, numbers as well', () => {
  const body = bodyOf(JSON.stringify({ a: [{ accessToken: 'abc' }], client_secret: 12345, refresh_token: { of: 'x' } }))
  expect(JSON.parse(shown(body).replaceAll(/<(\w+)>(?!")/g, '"$1"'))).toEqual({
    a: [{ accessToken: '<accessToken>' }],
    client_secret: 'client_secret',
    refresh_token: { of: '<refresh_token>' },
  })
})

test('a key set shows its public members, and masks a private one', () => {
  expect(shown(bodyOf('{"keys":[{"kty":"EC","x":"public","d":"private"}]}'))).toContain('"x":"public","d":"<d>"')
})

test('JSON is shown as it was sent, and in lines it is the same but for its spacing', () => {
  const body = String.raw`{"x":12345678901234567890, "x":2,"f":1.0,"e":"\u0041\/","o":{},"l":[1,[]]}`
  const masked = maskResponse(response(body), new KnownSecrets())
  expect(shown(masked.body)).toBe(body)
  expect(shown(masked.formatted ?? [])).toBe(
    String.raw`{
  "x": 12345678901234567890,
  "x": 2,
  "f": 1.0,
  "e": "\u0041\/",
  "o": {},
  "l": [
    1,
    []
  ]
}`,
  )
})

test('a secret that is there twice, or behind escapes, in its name, its text, or under another name, is masked', () => {
  const twice = String.raw`{"access_token":"one-one-one","access\u005ftoken":"two-two-two","sub":"ada"}`
  expect(shown(bodyOf(twice))).toBe(
    String.raw`{"access_token":"<access_token>","access\u005ftoken":"<access_token (2)>","sub":"ada"}`,
  )
  const known = new KnownSecrets()
  learnSecrets({ request: post('device_code=c0de-c0de-c0de') }, known)
  expect(shown(bodyOf(String.raw`{"echo":"\u00630de-c0de-c0de"}`, known))).toBe('{"echo":"<secret>"}')
})

test('what is no JSON is masked by its looks, and so is a token within a sentence', () => {
  expect(shown(bodyOf('<p>access_token=abcdefghij</p>'))).not.toContain('abcdefghij')
  expect(shown(bodyOf('{"error_description":"bad eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here"}'))).toContain(
    '"bad <secret> here"',
  )
})

test('a secret is masked wherever a server repeats it later, also in base64 and under an innocent name', () => {
  const known = new KnownSecrets()
  learnSecrets({ request: post('device_code=c0de-c0de%2Fc0de') }, known)
  expect(shown(bodyOf('{"echo":"you sent c0de-c0de/c0de"}', known))).toContain('"you sent <device_code>"')
  expect(shown(bodyOf(`{"echo":"${btoa('c0de-c0de/c0de')}"}`, known))).not.toContain(
    btoa('c0de-c0de/c0de').slice(0, 12),
  )
})

test('two secrets of one name can be told apart, and the same one has one name', () => {
  const body = bodyOf('{"a":{"token":"one-one"},"b":{"token":"two-two"},"c":{"token":"one-one"}}')
  expect(shown(body).match(/<.*?>/g)).toEqual(['<token>', '<token (2)>', '<token>'])
})

test('characters that nobody sees, or that turn a line around, are written out', () => {
  expect(shown(bodyOf('{"note":"a\u202eb"}'))).toContain(String.raw`"a\u202eb"`)
  expect(shown(bodyOf('a\u0007b\nc'))).toBe('a\\u0007b\nc')
  expect(secrets(bodyOf('{"access_token":"a\u202eb"}'))).toEqual([String.raw`a\u202eb`])
})

test('JSON that is too deep, or cut off, is shown as the text that it is', () => {
  expect(maskResponse(response('['.repeat(5000) + ']'.repeat(5000)), new KnownSecrets()).formatted).toBeUndefined()
  expect(maskResponse(response('{"access_token":"abcdefghijkl'), new KnownSecrets()).formatted).toBeUndefined()
  expect(shown(bodyOf('{"access_token":"abcdefghijkl'))).not.toContain('abcdefgh')
})

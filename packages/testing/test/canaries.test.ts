import { expect, test } from 'vitest'
import { createCanaries, expectNoCanaries, findCanaries, granted, tokenSet } from '../src/index.ts'
import { withServer } from '../src/vitest.ts'
import { poll } from './requests.ts'

const canaries = createCanaries()

function messageOf(run: () => void): string {
  try {
    run()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('every secret differs from every other, and from those of another test', () => {
  const all = [...Object.values(canaries), ...Object.values(createCanaries())]
  expect(new Set(all).size).toBe(10)
})

test('H3: text without secrets passes, and so does a token set that keeps them to itself', () => {
  const tokens = tokenSet({ accessToken: canaries.accessToken, refreshToken: canaries.refreshToken })
  expect(() => expectNoCanaries({ log: 'signed in', json: JSON.stringify(tokens) }, canaries)).not.toThrow()
})

test('H3: a leak is told by name, place and form', () => {
  const stderr = `GET /orders\nauthorization: Bearer ${canaries.accessToken}\n`
  const message = messageOf(() => expectNoCanaries({ stdout: 'ok', stderr }, canaries))
  expect(message).toContain('accessToken (plain) in stderr at 34')
  expect(message).toContain(String.raw`GET /orders\nauthorization: Bearer [accessToken]`)
  expect(() => expectNoCanaries(stderr, canaries)).toThrow('accessToken (plain) in text at 34')
})

test('H3: the report of a leak is not a leak itself, even when secrets stand side by side', () => {
  const text = Object.values(canaries).join('') + Buffer.from(`x${canaries.deviceCode}`).toString('base64')
  const message = messageOf(() => expectNoCanaries(text, canaries))
  expect(message.match(/ at /g)).toHaveLength(6)
  expect(findCanaries(message, canaries)).toEqual([])
})

test.each([
  ['a query', (secret: string) => `https://id.example.com/revoke?${new URLSearchParams({ token: secret })}`],
  ['a path', (secret: string) => `https://id.example.com/${encodeURIComponent(secret)}`],
  [
    'a query in small letters',
    (secret: string) => encodeURIComponent(secret).replaceAll(/%../g, (x) => x.toLowerCase()),
  ],
])('H3: a secret is found URL-encoded, in %s', (_place, write) => {
  expect(findCanaries(write(canaries.refreshToken), canaries)).toMatchObject([
    { canary: 'refreshToken', form: 'url-encoded' },
  ])
})

test.each(['', 'a', 'ab', 'abc', 'client-1:'])('H3: a secret is found in base64 after "%s"', (before) => {
  for (const encoding of ['base64', 'base64url'] as const)
    for (const secret of [canaries.clientSecret, encodeURIComponent(canaries.clientSecret)])
      for (const after of ['', 'a', 'ab']) {
        const text = `Basic ${Buffer.from(before + secret + after).toString(encoding)}`
        expect(findCanaries(text, canaries)).toMatchObject([{ canary: 'clientSecret', form: 'base64' }])
      }
})

test('several leaks are told in the order of appearance, each once', () => {
  const text = `${canaries.idToken} and ${canaries.deviceCode} and ${canaries.idToken}`
  expect(findCanaries(text, canaries).map(({ canary }) => canary)).toEqual(['idToken', 'deviceCode', 'idToken'])
})

test('own secrets can be looked for, unless they are too short to be told from text', () => {
  expect(findCanaries('see hunter2-hunter2', { password: 'hunter2-hunter2' })).toEqual([
    { canary: 'password', form: 'plain', index: 4, excerpt: 'see [password]' },
  ])
  expect(() => findCanaries('a', { pin: '1234' })).toThrow('pin is too short')
})

test('secrets that stand side by side, or one within another, are told apart and not shown', () => {
  const own = { whole: 'first-secret.second-secret', first: 'first-secret', other: 'other-secret' }
  expect(findCanaries('first-secret.second-secretother-secret', own).map(({ excerpt }) => excerpt)).toEqual([
    '[whole]',
    '[other]',
  ])
})

test('a scripted server can hand them out', async () => {
  const members = { access_token: canaries.accessToken, refresh_token: canaries.refreshToken, id_token: undefined }
  const server = await withServer({ script: { token: [granted(members)] } })
  const body = await (await poll({ ...server, fetch })).text()
  expect(findCanaries(body, canaries).map(({ canary }) => canary)).toEqual(['accessToken', 'refreshToken'])
})

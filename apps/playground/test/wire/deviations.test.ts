import { expect, test } from 'vitest'
import { deviationsIn } from '../../src/wire/deviations.ts'
import type { Exchange, ExchangeKind } from '../../src/wire/exchange.ts'

const CODE = {
  device_code: 'geheim-geheim',
  user_code: 'ABCD',
  verification_uri: 'https://id.example/device',
  expires_in: 600,
  interval: 5,
}
const TOKENS = { access_token: 'a', token_type: 'Bearer', expires_in: 3600, scope: 'openid' }

let numbers = 0

function answered(kind: ExchangeKind, body: object | string, status = 200): Exchange {
  numbers += 1
  return {
    number: numbers,
    device: 'device',
    kind,
    request: { method: 'POST', url: 'https://id.example/token', headers: [], body: 'scope=openid' },
    sentAt: 0,
    response: { status, headers: [], body: typeof body === 'string' ? body : JSON.stringify(body) },
  }
}

const told = (exchange: Exchange, all: readonly Exchange[] = []): string =>
  deviationsIn(exchange, all, 'https://id.example')
    .map(({ text, rule }) => `${text} (${rule.text})`)
    .join('; ')

const longSub = `eyJhbGciOiJSUzI1NiJ9.${btoa(JSON.stringify({ sub: 'x'.repeat(300) })).replaceAll('=', '')}.x`

test.each<[ExchangeKind, object | string, number, RegExp]>([
  ['discovery', { issuer: 'https://id.example/' }, 200, /identical .*\(RFC 8414 §3\.3\)/],
  ['poll', { error: 'authorization_pending' }, 200, /status 400 .* not 200 \(RFC 6749 §5\.2\)/],
  ['poll', { error: 'authorization_pending' }, 403, /not 403/],
  ['deviceAuthorization', { ...CODE, interval: '5' }, 200, /interval is a number above 0, not "5" \(RFC 8628 §3\.2\)/],
  ['deviceAuthorization', { ...CODE, interval: 0 }, 200, /not 0/],
  ['deviceAuthorization', { ...CODE, interval: CODE.device_code }, 200, /not a long text/],
  ['deviceAuthorization', { ...CODE, expires_in: '600' }, 200, /expires_in is a number above 0, not "600"/],
  ['deviceAuthorization', { ...CODE, expires_in: 1e15 }, 200, /the client gives it a day/],
  [
    'deviceAuthorization',
    { ...CODE, verification_uri: undefined, verification_url: CODE.verification_uri },
    200,
    /called verification_uri/,
  ],
  ['deviceAuthorization', { ...CODE, verification_uri: 'http://other.example/' }, 200, /needs https/],
  ['deviceAuthorization', { ...CODE, verification_uri_complete: 'javascript:alert(1)' }, 200, /left out/],
  [
    'deviceAuthorization',
    { ...CODE, verification_uri_complete: 'https://id.example/?c=geheim-geheim' },
    200,
    /device alone/,
  ],
  ['poll', { ...TOKENS, token_type: undefined }, 200, /token_type is required \(RFC 6749 §5\.1\)/],
  ['poll', { ...TOKENS, expires_in: '3600' }, 200, /expires_in is a number, not "3600"/],
  ['poll', { ...TOKENS, expires_in: 1e15 }, 200, /hundred years/],
  ['poll', 'access_token=abc&token_type=bearer', 200, /JSON, not a form/],
  ['poll', { ...TOKENS, id_token: longSub }, 200, /at most 255 characters, not 300 \(OpenID Connect Core §2\)/],
])('%s that answers so deviates: %#', (kind, body, status, words) => {
  expect(told(answered(kind, body, status))).toMatch(words)
})

test('a refresh that brings more scope than before deviates, and one that brings less does not', () => {
  const code = answered('deviceAuthorization', CODE)
  const granted = answered('poll', { ...TOKENS, scope: undefined })
  const wider = answered('refresh', { ...TOKENS, scope: 'openid admin' })
  const same = answered('refresh', TOKENS)
  expect(told(wider, [code, granted, wider])).toMatch(/more scope .*\(RFC 6749 §6\)/)
  expect(told(same, [code, granted, same])).toBe('')
})

test('what keeps to the letter has no such line, and no line says the device code', () => {
  expect(told(answered('deviceAuthorization', CODE))).toBe('')
  expect(told(answered('poll', TOKENS))).toBe('')
  expect(told(answered('poll', { error: 'authorization_pending' }, 400))).toBe('')
  expect(told(answered('poll', { error: 'invalid_client' }, 401))).toBe('')
  expect(told(answered('discovery', { issuer: 'https://id.example' }))).toBe('')
  expect(told(answered('deviceAuthorization', { ...CODE, interval: CODE.device_code }))).not.toContain('geheim')
})

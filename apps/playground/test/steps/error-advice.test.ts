import { expect, test } from 'vitest'
import { errorAdvice, ruleOf } from '../../src/steps/error-advice.ts'
import { unexposedHeaders } from '../../src/steps/unexposed-headers.ts'
import { partHeaders } from '../../src/steps/telling-headers.ts'
import type { Exchange, ExchangeKind, WireResponse } from '../../src/wire/exchange.ts'

const answered = (kind: ExchangeKind, response: Partial<WireResponse>, outcome = 'refused'): Exchange => ({
  number: 1,
  device: 'device',
  kind,
  request: { method: 'POST', url: 'https://id.example/token', headers: [], body: '' },
  sentAt: 0,
  response: { status: 400, headers: [], body: '', ...response },
  verdict: { outcome, meaning: '' },
})

test('an error code is explained, with what to look for in the log at Auth0 alone', () => {
  const expired = answered('poll', { body: '{"error":"expired_token"}' }, 'expired')
  expect(errorAdvice(expired, 'auth0')).toMatchObject({ code: 'expired_token', auth0LogCode: 'fdeac, fede' })
  expect(errorAdvice(expired, '')?.auth0LogCode).toBeUndefined()
  expect(ruleOf(expired)).toMatchObject({ text: 'RFC 8628 §3.5' })
})

test('what an API refuses for is read from its challenge', () => {
  const refused = answered('api', {
    status: 401,
    headers: [['www-authenticate', 'Bearer realm="api", error="invalid_token"']],
  })
  expect(errorAdvice(refused, '')?.code).toBe('invalid_token')
})

test("a server's own code, and a body that is no JSON, are explained by nobody", () => {
  expect(errorAdvice(answered('poll', { body: '{"error":"our_own"}' }), '')).toBeUndefined()
  expect(errorAdvice(answered('poll', { body: '<html>' }), '')).toBeUndefined()
})

test('a fault without a code leads to the rule of its reason, and one of ours alone to none', () => {
  expect(ruleOf(answered('poll', {}, 'serverError'))?.text).toBe('RFC 9110 §15.6')
  expect(ruleOf(answered('poll', {}, 'busy'))).toBeUndefined()
  expect(ruleOf(answered('poll', {}, 'constructor'))).toBeUndefined()
})

test('headers that say something about a login come first, each with why', () => {
  const { telling, others } = partHeaders(
    ['server', 'date', 'retry-after', 'www-authenticate'].map((name) => ({ name, value: ['x'] })),
  )
  expect(telling.map(({ name }) => name)).toEqual(['www-authenticate', 'retry-after', 'date'])
  expect(others.map(({ name }) => name)).toEqual(['server'])
})

test('a header that a page could not read is named only where the server usually sends it, and a browser hides it', () => {
  const busy = answered('poll', { status: 429 })
  expect(unexposedHeaders(busy, 'https://page.example')).toEqual(['Retry-After'])
  expect(unexposedHeaders(busy, 'https://id.example')).toEqual([])
  expect(unexposedHeaders({ ...busy, trouble: '429' }, 'https://page.example')).toEqual([])
  const told = answered('poll', { status: 429, headers: [['retry-after', '7']] })
  expect(unexposedHeaders(told, 'https://page.example')).toEqual([])
  const nonce = answered('poll', { body: '{"error":"use_dpop_nonce"}' })
  expect(unexposedHeaders(nonce, 'https://page.example')).toEqual(['DPoP-Nonce'])
})

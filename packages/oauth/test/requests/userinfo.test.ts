import { empty, hang, html, oauthError, redirect, reset, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, failure, faultOf } from '../support.ts'

test('an app learns who signed in', async () => {
  const { services, server, signIn } = await connect()
  server.script('userinfo', {
    body: { sub: 'person-1', name: 'Ada', email_verified: true, address: { country: 'UK' } },
  })
  expect(await services.fetchUserInfo(await signIn())).toEqual({
    sub: 'person-1',
    name: 'Ada',
    email_verified: true,
    address: { country: 'UK' },
  })
  expect(server.requests('userinfo')).toMatchObject([
    { method: 'GET', query: new URLSearchParams(), headers: { authorization: 'Bearer access-token-1' } },
  ])
})

describe('an answer about anybody else is not used (OpenID Connect Core §5.3.2)', () => {
  test.each<unknown>(['person-2', undefined, null, '', 5])('sub: %j', async (sub) => {
    const { services, server } = await connect()
    server.script('userinfo', { body: { sub, name: 'Mallory' } })
    const error = await errorOf(services.fetchUserInfo(tokenSet()))
    expect(error).toMatchObject({ reason: 'invalidResponse', field: 'sub' })
  })

  test('without an ID token there is nobody to compare with, but somebody it must be about', async () => {
    const { services, server } = await connect()
    server.script('userinfo', { body: { sub: 'person-7' } }, { body: { name: 'Nobody' } })
    const tokens = tokenSet({ idToken: null })
    expect(await services.fetchUserInfo(tokens)).toEqual({ sub: 'person-7' })
    expect(await errorOf(services.fetchUserInfo(tokens))).toMatchObject({ field: 'sub' })
  })
})

test.each<[string, ResponseSource, object]>([
  [
    'a token that is no longer good',
    { status: 401, headers: { 'www-authenticate': 'Bearer realm="x", error="invalid_token", error_description="y"' } },
    { reason: 'refused', error: 'invalid_token', status: 401 },
  ],
  [
    'a missing scope',
    oauthError('insufficient_scope', { status: 403 }),
    { reason: 'refused', error: 'insufficient_scope' },
  ],
  ['a page', html(200), { reason: 'invalidResponse', status: 200 }],
  [
    'a signed answer that nobody asked for',
    { headers: { 'content-type': 'application/jwt' }, body: 'a.b.c' },
    { reason: 'invalidResponse' },
  ],
  ['a list', { body: [] }, { reason: 'invalidResponse' }],
  ['a bare 404', empty(404), { reason: 'refused', status: 404 }],
])('%s ends in a typed error', async (_what, answer, expected) => {
  const { services, server } = await connect()
  server.script('userinfo', answer)
  expect(await errorOf(services.fetchUserInfo(tokenSet()))).toMatchObject(expected)
})

test.each<[string, ResponseSource, string]>([
  ['a reset', reset(), 'offline'],
  ['a 503', empty(503), 'serverError'],
  ['a 429', empty(429), 'rateLimited'],
  ['a redirect, which is not followed (H5)', redirect('https://evil.example.com/'), 'invalidResponse'],
])('%s may be tried again', async (_what, answer, reason) => {
  const { services, server } = await connect()
  server.script('userinfo', answer)
  expect((await faultOf(services.fetchUserInfo(tokenSet()))).reason).toBe(reason)
})

test('a server without userinfo says so', async () => {
  const { services } = await connect({ server: { metadata: { userinfo_endpoint: undefined } } })
  expect((await errorOf(services.fetchUserInfo(tokenSet()))).reason).toBe('unsupported')
})

test('it can be called off', async () => {
  const { services, server } = await connect()
  server.script('userinfo', hang())
  const controller = new AbortController()
  const info = failure(services.fetchUserInfo(tokenSet(), { signal: controller.signal }))
  await server.waitForRequest('userinfo')
  controller.abort('enough')
  expect(await info).toBe('enough')
})

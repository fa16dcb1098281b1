import { granted, hang, reset, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf } from '../support.ts'
import type { Setup } from '../support.ts'

const secret = 'a-secret-of-thirty-two-characters'

describe('an ID token that nobody asked for costs no approval (case 21)', () => {
  const odd: [string, ResponseSource][] = [
    ['HS256', granted({ scope: 'api' }, { alg: 'HS256', key: { secret } })],
    ['unsigned', granted({ scope: undefined }, { alg: 'none' })],
    ['for another client', granted({ scope: 'api' }, { claims: { aud: 'client-2' } })],
    ['expired', granted({ scope: 'api' }, { claims: { exp: 1 } })],
    ['no token at all', granted({ scope: 'api', id_token: 5 })],
  ]

  test.each(odd)('%s: the person is signed in, the ID token unread, the keys unasked', async (_what, answer) => {
    const { signIn, server } = await connect({ scope: 'api' })
    const tokens = await signIn(answer)
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
    expect(server.requests('jwks')).toHaveLength(0)
    expect(server.requests('revocation')).toHaveLength(0)
  })

  test.each(odd)('%s, at a refresh: the session goes on', async (_what, answer) => {
    const { signIn, services, server } = await connect({ scope: 'api' })
    const tokens = await signIn(granted({ scope: 'api', id_token: undefined }))
    server.script('token', answer)
    const renewed = await services.refreshTokens(tokens)
    expect(renewed.type).toBe('refreshed')
    expect(renewed).not.toHaveProperty('tokens.claims')
    expect(server.requests('jwks')).toHaveLength(0)
    expect(server.requests('revocation')).toHaveLength(0)
  })

  test.each<[string, Setup, string | undefined]>([
    ['no scope at all', { scope: undefined }, undefined],
    ['a scope of its own', { scope: 'openid' }, 'api'],
    ['a scope that only looks like it', { scope: 'openid2 xopenid OPENID' }, undefined],
  ])('a login that asked for %s', async (_what, setup, scope) => {
    const { server, services, request } = await connect(setup)
    const authorization = await request(scope === undefined ? {} : { scope })
    server.script('token', granted({ scope: 'api' }, { alg: 'none' }))
    expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'granted' })
  })

  test('a scope with line ends and tabs asks for it like any other', async () => {
    const { poll } = await connect({ scope: 'profile\n\topenid' })
    expect(endOf(await poll(granted({ scope: undefined }, { alg: 'none' })))).toMatchObject({ field: 'alg' })
  })
})

describe('a server that grants openid unasked', () => {
  test('has its ID token verified and used', async () => {
    const { signIn } = await connect({ scope: 'profile' })
    expect((await signIn()).claims?.sub).toBe('person-1')
  })

  test.each<[string, ResponseSource]>([
    ['HS256', granted({}, { alg: 'HS256', key: { secret } })],
    ['signed by somebody else', granted({}, { key: 'foreign' })],
    ['for another client', granted({}, { claims: { aud: 'client-2' } })],
    ['no token at all', granted({ id_token: 5 })],
  ])('does not cost the approval when it is %s: it is dropped', async (_what, answer) => {
    const { signIn, server, services } = await connect({ scope: 'profile' })
    const tokens = await signIn(answer)
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
    server.script('token', answer)
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
    expect(server.requests('revocation')).toHaveLength(0)
  })

  test.each([
    ['out of reach', reset()],
    ['hanging', hang()],
  ])('nor when its keys are %s', async (_what, answer) => {
    const client = await connect({ scope: 'profile' })
    const authorization = await client.request()
    client.server.script('token', granted())
    client.server.always('jwks', answer)
    const outcome = await drive(client, client.services.pollToken(authorization, call), 'jwks')
    expect(outcome.type).toBe('granted')
    expect(outcome).not.toHaveProperty('tokens.claims')
  })
})

describe('a login that was restored from a store of older software, whose own scope nobody remembers', () => {
  test('keeps its ID token when it is good, and its approval when it is not', async () => {
    for (const scope of [undefined, 'api']) {
      const first = await connect({ scope: 'openid' })
      const { asked: _notKept, ...authorization } = await first.request()
      const { services } = await connect({
        scope,
        endpoints: () => ({ ...first.server.endpoints, issuer: first.server.issuer }),
      })
      first.server.script('token', granted({ scope: undefined }), granted({ scope: undefined }, { key: 'foreign' }))
      expect(await services.pollToken(authorization, call)).toMatchObject({ tokens: { claims: { sub: 'person-1' } } })
      const bad = await services.pollToken(authorization, call)
      expect(bad.type).toBe('granted')
      expect(bad).not.toHaveProperty('tokens.claims')
    }
  })

  test('is held to a good one where openid is configured', async () => {
    const first = await connect()
    const authorization = await first.request()
    const { services } = await connect({ clock: first.clock, endpoints: () => first.server.endpoints })
    first.server.script('token', granted({ scope: undefined }, { key: 'foreign' }))
    const outcome = await drive(first, services.pollToken(authorization, call))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
  })
})

describe('at a refresh', () => {
  const foreign = granted({ scope: undefined }, { key: 'foreign' })

  test('a session of a login that asked for openid is held to a good ID token, though it got none so far', async () => {
    const { signIn, server, services } = await connect({ scope: 'openid' })
    const tokens = await signIn(granted({ id_token: undefined }))
    server.script('token', foreign)
    expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ field: 'signature' })
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('so is one with claims, whatever the configured scope is', async () => {
    const { server, services } = await connect({ scope: 'api' })
    server.script('token', foreign)
    expect(endOf(await services.refreshTokens(tokenSet({ scope: 'api' })))).toMatchObject({
      reason: 'invalidIdToken',
    })
  })

  test('one that was granted openid takes the first good ID token that it gets', async () => {
    const { signIn, server, services } = await connect({ scope: 'api' })
    const tokens = await signIn(granted({ id_token: undefined }))
    server.script('token', granted({ scope: undefined }))
    expect(await services.refreshTokens(tokens)).toMatchObject({ tokens: { claims: { sub: 'person-1' } } })
  })
})

import { granted, html, redirect, reset, tokenSet } from '@device-flow/testing'
import type { ResponseSource, GrantedIdToken } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, endOf, faultOf } from '../support.ts'

describe('a refresh response that cannot be used, and does not replace the refresh token, costs nothing (F5, T4)', () => {
  const cases = [
    ['token_type', 'mac'],
    ['expires_in', true],
    ['scope', 7],
    ['access_token', null],
    ['access_token', 'zugang\u00FC'],
  ] as const

  test.each(cases)('the same refresh token, but %s: %j', async (field, value) => {
    const { services, signIn, server } = await connect()
    const tokens = await signIn()
    server.script('token', granted({ refresh_token: 'refresh-token-1', id_token: undefined, [field]: value }))
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'invalidResponse', sentAt: undefined, cause: { field } })
    expect(server.requests('revocation')).toEqual([])
  })

  test.each(cases)('no refresh token, but %s: %j; it may be used up', async (field, value) => {
    const { services, signIn, server, clock } = await connect()
    const tokens = await signIn()
    server.script('token', granted({ refresh_token: undefined, id_token: undefined, [field]: value }))
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'invalidResponse', sentAt: clock.now() })
    expect(server.requests('revocation')).toEqual([])
  })

  test.each(['{}', '[]', 'null', '7', '{"error":7}'])('%s', async (body) => {
    const { services, server } = await connect()
    server.script('token', { body })
    expect((await faultOf(services.refreshTokens(tokenSet()))).reason).toBe('invalidResponse')
    expect(server.requests('revocation')).toEqual([])
  })

  test.each(cases)('a new refresh token, which is the one to send next (R12), but %s: %j', async (field, value) => {
    const { services, signIn, server } = await connect()
    const tokens = await signIn()
    server.script('token', granted({ refresh_token: 'refresh-token-2', id_token: undefined, [field]: value }))
    const { refreshToken, ...fault } = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'invalidResponse', sentAt: undefined })
    expect(refreshToken?.reveal()).toBe('refresh-token-2')
    expect(server.requests('revocation')).toEqual([])
  })

  test('a refresh token that cannot be sent is none', async () => {
    const { services, signIn, server, clock } = await connect()
    const tokens = await signIn()
    server.script('token', granted({ refresh_token: ['refresh-token-2'], access_token: null }))
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ sentAt: clock.now(), refreshToken: undefined })
  })
})

describe('a renewed ID token that says nothing wrong, but cannot be judged now, does not cost the session (R12, H6)', () => {
  const ofNewKey: GrantedIdToken = { key: 'foreign', header: { kid: 'new' } }

  test.each<[string, GrantedIdToken, Record<string, string>, string]>([
    ['its key is not published yet', ofNewKey, {}, 'kid'],
    ['it cannot be read', {}, { id_token: 'garbage' }, 'id_token'],
  ])('%s', async (_, idToken, members, field) => {
    const { services, signIn, server } = await connect()
    const tokens = await signIn()
    server.script('token', granted(members, idToken), granted({ refresh_token: undefined, ...members }, idToken))
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'invalidResponse', sentAt: undefined })
    expect(fault.message).toContain(` answered with an ID token that cannot be verified now (${field}).`)
    expect(fault.refreshToken?.reveal()).toBe('refresh-token-2')
    const other = await faultOf(services.refreshTokens(tokens))
    expect(other).toMatchObject({ sentAt: undefined, refreshToken: undefined })
    expect(server.requests('revocation')).toEqual([])
  })

  test('but for a login it is the end', async () => {
    const { poll } = await connect()
    const outcome = await poll(granted({}, ofNewKey))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'kid' })
  })
})

describe('a renewed ID token must be about the same person (OpenID Connect Core §12.2, H6)', () => {
  test.each<[string, GrantedIdToken]>([
    ['sub', { claims: { sub: 'person-2' } }],
    ['aud', { claims: { aud: ['client-1', 'b'], azp: 'client-1' } }],
    ['iss', { claims: { iss: 'https://evil.example.com' } }],
    ['azp', { claims: { azp: 'client-2' } }],
    ['alg', { alg: 'none' }],
    ['signature', { key: 'foreign' }],
  ])('another %s ends the session, and the new tokens are revoked', async (field, idToken) => {
    const { services, signIn, server } = await connect()
    const tokens = await signIn()
    server.script('token', granted({}, idToken))
    expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidIdToken', field })
    expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
      'refresh-token-2',
      'access-token-2',
    ])
  })

  test('the first one that a session gets is checked too, but has nobody to be the same as', async () => {
    const { services, signIn, server } = await connect()
    const tokens = await signIn(granted({ id_token: undefined }))
    server.script('token', granted({}, { claims: { sub: 'person-2' } }))
    expect(await services.refreshTokens(tokens)).toMatchObject({ tokens: { claims: { sub: 'person-2' } } })
  })

  test.each<[string, ResponseSource]>([
    ['out of reach', reset()],
    ['a page', html(200)],
    ['elsewhere', redirect('https://evil.example.com/jwks')],
  ])(
    'keys that are %s do not cost the session: the tokens are new, the ID token is the old one',
    async (_what, answer) => {
      const client = await connect()
      const { services, signIn, server } = client
      const tokens = await signIn()
      server.rotateKey()
      server.always('jwks', answer)
      const renewed = await drive(client, services.refreshTokens(tokens))
      if (renewed.type !== 'refreshed') throw renewed.error
      expect(renewed.tokens.accessToken.reveal()).toBe('access-token-2')
      // The chart keeps what a response leaves out.
      expect(renewed.tokens).not.toHaveProperty('claims')
      expect(renewed.tokens).not.toHaveProperty('idToken')
      expect(server.requests('revocation')).toHaveLength(0)
    },
  )
})

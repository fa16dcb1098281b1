import { granted } from '@device-flow/testing'
import type { GrantedIdToken } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, endOf } from '../support.ts'

describe('with explicit endpoints', () => {
  test('and the issuer, everything is checked', async () => {
    const { signIn, poll } = await connect({ endpoints: (server) => ({ ...server.endpoints, issuer: server.issuer }) })
    expect((await signIn()).claims?.sub).toBe('person-1')
    const foreign = granted({}, { claims: { iss: 'https://evil.example.com' } })
    const error = endOf(await poll(foreign))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'iss' })
    // No metadata has confirmed it.
    expect(error.message).toContain('Check the configured issuer, or report it to whoever runs the server.')
  })

  test('without the keys, an ID token can not be verified and is not handed on', async () => {
    const { signIn } = await connect({ endpoints: ({ endpoints }) => ({ ...endpoints, jwksUri: undefined }) })
    const tokens = await signIn(granted({}, { alg: 'none' }))
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
  })

  test.each(['PS256', 'ES256', 'EdDSA'] as const)(
    'the algorithm is the one that the key is for: %s is accepted without being named',
    async (alg) => {
      const { signIn } = await connect({ endpoints: ({ endpoints }) => endpoints })
      expect((await signIn(granted({}, { alg }))).claims?.sub).toBe('person-1')
    },
  )

  test('the algorithm is the one that is named, where one is', async () => {
    const { poll } = await connect({ idTokenSignedResponseAlg: 'RS256', endpoints: ({ endpoints }) => endpoints })
    expect(endOf(await poll(granted({}, { alg: 'ES256' })))).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  })

  describe('with the keys but not the issuer', () => {
    test('the issuer of the first ID token is taken, and held to on refresh', async () => {
      const { signIn, server, services } = await connect({ endpoints: ({ endpoints }) => endpoints })
      const tokens = await signIn(granted({}, { claims: { iss: 'https://tenant.example.com/ü' } }))
      expect(tokens.claims?.iss).toBe('https://tenant.example.com/ü')
      server.script('token', granted({}, { claims: { iss: 'https://other.example.com' } }))
      expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidIdToken', field: 'iss' })
    })

    test.each<[string, GrantedIdToken]>([
      ['iss', { claims: { iss: undefined } }],
      ['iss', { claims: { iss: 5 } }],
      ['aud', { claims: { aud: 'client-2' } }],
      ['exp', { claims: { exp: 1 } }],
      ['alg', { alg: 'none' }],
      ['signature', { key: 'foreign' }],
      ['alg', { alg: 'HS256' }],
    ])('a bad %s is still rejected', async (field, idToken) => {
      const { poll } = await connect({ endpoints: ({ endpoints }) => endpoints })
      expect(endOf(await poll(granted({}, idToken)))).toMatchObject({ reason: 'invalidIdToken', field })
    })
  })
})
